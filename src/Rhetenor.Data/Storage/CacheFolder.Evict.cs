namespace Rhetenor.Data.Storage;

/// <content>Keeps the folder within its limit.</content>
internal sealed partial class CacheFolder
{
    // The folder is counted again after this part of the limit, because other processes add files too.
    private const int PartsOfLimit = 16;

    private static readonly TimeSpan UnfinishedFileAge = TimeSpan.FromHours(1);
    private readonly Lock _gate = new();
    private long _bytes = long.MaxValue / 2;
    private long _added;
    private long _reserved;

    // Room is made before a file is written, and what others left unfinished takes room too. Processes that are killed again and again
    // do not fill the folder. Without room, nothing is kept.
    private bool Reserve(long bytes)
    {
        lock (_gate)
        {
            _reserved += bytes;
            if (_reserved > maxBytes)
                return false;
            (_bytes, _added) = (_bytes + bytes, _added + bytes);
            if (_bytes <= maxBytes && _added <= maxBytes / PartsOfLimit)
                return true;
            _bytes = Shrink() + _reserved;
            _added = 0;
            return _bytes <= maxBytes;
        }
    }

    private void Release(long bytes)
    {
        lock (_gate)
            _reserved -= bytes;
    }

    // Returns the size of what is left. Some room is made, so that the next object does not count the folder again.
    private long Shrink()
    {
        var unfinished = RemoveUnfinished();
        var files = new DirectoryInfo(root).EnumerateFiles("*" + Extension, SearchOption.AllDirectories)
            .Select(file => (file.FullName, file.LastWriteTimeUtc, Bytes: LengthOf(file))).ToList();
        var bytes = files.Sum(file => file.Bytes) + unfinished;
        if (bytes <= maxBytes - _reserved)
            return bytes;
        foreach (var (path, _, size) in files.OrderBy(file => file.LastWriteTimeUtc))
        {
            if (bytes <= maxBytes - Math.Max(_reserved, maxBytes / PartsOfLimit))
                break;
            if (AtomicFile.Remove(path))
                bytes -= size;
        }

        return bytes;
    }

    // Another process may have removed the file.
    private static long LengthOf(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }

    // Processes that were killed leave unfinished files. Returns the size of those that are left beside what is reserved.
    private long RemoveUnfinished()
    {
        var (oldest, own, others) = ((timeProvider.GetUtcNow() - UnfinishedFileAge).UtcDateTime, 0L, 0L);
        foreach (var file in new DirectoryInfo(_unfinished).EnumerateFiles())
        {
            if (file.LastWriteTimeUtc < oldest && AtomicFile.Remove(file.FullName))
                continue;
            if (AtomicFile.IsOwn(file.Name))
                own += LengthOf(file);
            else
                others += LengthOf(file);
        }

        // In a container, a process that was killed had the same id.
        return others + Math.Max(0, own - _reserved);
    }
}
