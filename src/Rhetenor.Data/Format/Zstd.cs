using System.Buffers.Binary;

namespace Rhetenor.Data.Format;

/// <summary>The one place that knows zstd. The backend is chosen when this is built, by the property <c>ZstdBackend</c>.</summary>
internal static unsafe partial class Zstd
{
    /// <summary>The level written unless another is asked for.</summary>
    public const int DefaultLevel = 3;

    // Parameters and errors have the same numbers in every version and port since 1.4.0.
    private const int CompressionLevel = 100;
    private const int ChecksumFlag = 201;
    private const int WindowLogMax = 100;
    private const int SearchLog = 104;
    private const int TargetLength = 106;

    /// <summary>The most bytes a text of this size can take.</summary>
    public static int Bound(int size) => checked((int)Guarded(() => CompressBound((nuint)size)));

    /// <summary>Compresses a text into one frame with a checksum.</summary>
    /// <param name="text">The text.</param>
    /// <param name="frame">Where the frame goes.</param>
    /// <param name="level">The level, 1 to 19.</param>
    /// <param name="isThorough">Whether to look for matches longer than the level does: slower, smaller, and read in the same memory.</param>
    /// <returns>How many bytes it took.</returns>
    public static int Compress(ReadOnlySpan<byte> text, Span<byte> frame, int level, bool isThorough = false)
    {
        var context = Guarded(() => (nint)CreateCompressor());
        if (context == 0)
            throw new InvalidOperationException("zstd could not create a compressor.");
        try
        {
            Check(SetCompressor((void*)context, CompressionLevel, level));
            Check(SetCompressor((void*)context, ChecksumFlag, 1));
            if (isThorough)
            {
                Check(SetCompressor((void*)context, SearchLog, 12));
                Check(SetCompressor((void*)context, TargetLength, 999));
            }

            fixed (byte* source = text, target = frame)
                return (int)Check(CompressFrame((void*)context, target, (nuint)frame.Length, source, (nuint)text.Length));
        }
        finally
        {
            FreeCompressor((void*)context);
        }
    }

    /// <summary>What a missing library is told as.</summary>
    internal static InvalidOperationException NoLibrary(Exception cause) => new(
        $"{Library} could not be loaded. Install libzstd1 (Debian, Ubuntu), libzstd (Fedora, RHEL, Arch), libzstd1 (SUSE) or zstd-libs (Alpine).", cause);

    /// <summary>A frame that every decoder passes over, of so many bytes or a few more.</summary>
    public static byte[] Skippable(int bytes)
    {
        var frame = new byte[Math.Max(bytes, 8)];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, 0x184D2A50);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), frame.Length - 8);
        return frame;
    }

    private static T Guarded<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            throw NoLibrary(exception);
        }
    }

    private static nuint Check(nuint result) => IsError(result)
        ? throw new InvalidOperationException($"zstd refused to compress: {ErrorName(result)}.")
        : result;

    /// <summary>A stretch of memory and how far it was used, as the library's own calls take it.</summary>
    internal struct Extent
    {
        public void* Start;
        public nuint Size;
        public nuint Position;
    }
}
