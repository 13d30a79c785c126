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

    // Room is made before a file appears. A process that is killed between the two leaves the folder within its limit, so that
    // processes killed again and again do not fill it.
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
            return true;
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

    // Processes that were killed leave unfinished files. Returns the size of those that may still be written by others.
    private long RemoveUnfinished()
    {
        var (oldest, bytes) = ((timeProvider.GetUtcNow() - UnfinishedFileAge).UtcDateTime, 0L);
        foreach (var file in new DirectoryInfo(_unfinished).EnumerateFiles())
        {
            var isOld = file.LastWriteTimeUtc < oldest;
            if (!(isOld && AtomicFile.Remove(file.FullName)) && !AtomicFile.IsOwn(file.Name))
                bytes += LengthOf(file);
        }

        return bytes;
    }
}
