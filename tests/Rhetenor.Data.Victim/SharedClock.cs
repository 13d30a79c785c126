using System.IO.MemoryMappedFiles;

namespace Rhetenor.Data.Victim;

/// <summary>The system's clock, ahead by what a file says: a test and its processes see one time, and the test can move it.</summary>
public sealed class SharedClock : TimeProvider, IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _ahead;

    /// <summary>Opens the file, or makes it.</summary>
    public SharedClock(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, sizeof(long));
        _ahead = _file.CreateViewAccessor();
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(_ahead.ReadInt64(0));

    /// <summary>Makes it a time now, for everyone.</summary>
    public void Set(DateTimeOffset now) => _ahead.Write(0, (now - System.GetUtcNow()).Ticks);

    /// <inheritdoc/>
    public void Dispose()
    {
        _ahead.Dispose();
        _file.Dispose();
    }
}
