using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Rhetenor.Data.Datasets;

/// <summary>Bytes that are appended first and then read in any order. Beyond a limit they are in a temporary file, which does not outlive
/// the process.</summary>
internal sealed class ScratchBytes(int limit = ScratchBytes.DefaultLimit) : IDisposable
{
    private const int DefaultLimit = 32 << 20;
    private readonly ArrayBufferWriter<byte> _recent = new();
    private SafeFileHandle? _file;
    private long _inFile;

    public long Length => _inFile + _recent.WrittenCount;

    public bool HasFile => _file is not null;

    /// <summary>Returns memory for at least this many bytes, of which the first become part by <see cref="Advance"/>.</summary>
    /// <exception cref="IOException">The temporary file could not be created or written.</exception>
    public Span<byte> Reserve(int size)
    {
        if (_recent.WrittenCount > 0 && _recent.WrittenCount + size > limit)
            MoveToFile();
        return _recent.GetSpan(size);
    }

    public void Advance(int count) => _recent.Advance(count);

    /// <summary>Reads bytes that were appended together. Calls may run concurrently.</summary>
    public void Read(long offset, Span<byte> bytes)
    {
        if (offset >= _inFile)
        {
            _recent.WrittenSpan.Slice((int)(offset - _inFile), bytes.Length).CopyTo(bytes);
            return;
        }

        for (var read = 0; read < bytes.Length;)
        {
            var more = RandomAccess.Read(_file!, bytes[read..], offset + read);
            read += more > 0 ? more : throw new EndOfStreamException("A temporary file ended early.");
        }
    }

    public void Dispose() => _file?.Dispose();

    private void MoveToFile()
    {
        _file ??= Create();
        RandomAccess.Write(_file, _recent.WrittenSpan, _inFile);
        _inFile += _recent.WrittenCount;
        _recent.ResetWrittenCount();
    }

    private static SafeFileHandle Create()
    {
        var path = NewFile();
        var file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        // Windows removes the file with the process. Elsewhere it is removed now, and its bytes go with the process.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return file;
    }

    private static string NewFile()
    {
        try
        {
            return Path.GetTempFileName();
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"No temporary file can be created: {exception.Message}", exception);
        }
    }
}
