using Rhetenor.Data.Core;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

public sealed partial class DirectoryObjectStore
{
    /// <inheritdoc/>
    public async Task<PutOutcome> PutIfAbsentAsync(
        string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        FileKey.Require(key);
        MemoryBody.RequireSize(key, body.Length, _maxObjectBytes);
        cancellationToken.ThrowIfCancellationRequested();
        string path;
        try
        {
            path = FolderTree.Resolve(_root, key);
            if (File.Exists(path))
                return Taken(key, path);
            if (File.Exists(_root))
                throw new ObjectStoreException(ObjectStoreError.NoSuchBucket, key, "the store's root is a file.");
            FolderTree.RequirePlace(_root, path, key);
            FolderTree.Create(_unfinished, _sync);
            FolderTree.Create(Path.GetDirectoryName(path)!, _sync);
            RemoveOldUnfinished();
            if (!await AtomicFile.TryCreateAsync(path, _unfinished, body, _write, cancellationToken).ConfigureAwait(false))
            {
                FolderTree.RequirePlace(_root, path, key);
                return Taken(key, path);
            }
        }
        catch (Exception exception) when (FileErrors.Knows(exception))
        {
            throw FileErrors.Of(key, exception);
        }

        _index.Forget();
        return MakeDurable(key, path, PutOutcome.Created);
    }

    // Another process wrote the object, possibly after the names of its folder were read.
    private PutOutcome Taken(string key, string path)
    {
        _index.Forget();
        return MakeDurable(key, path, PutOutcome.AlreadyExists);
    }

    // The object is visible by now. When the folder cannot be flushed, the object may still be lost in a power failure. Another attempt finds
    // the object, and must not count it as stored before its name is on disk.
    private PutOutcome MakeDurable(string key, string path, PutOutcome outcome)
    {
        try
        {
            _sync(Path.GetDirectoryName(path)!);
            return outcome;
        }
        catch (IOException exception)
        {
            Log.StoreUnclear(_logger, key, exception.Message);
            return PutOutcome.Unknown;
        }
    }

    private void RemoveOldUnfinished()
    {
        if (Interlocked.Exchange(ref _cleaned, 1) != 0)
            return;
        var oldest = _timeProvider.GetUtcNow() - _unfinishedFileAge;
        var removed = new DirectoryInfo(_unfinished).EnumerateFiles()
            .Count(file => file.LastWriteTimeUtc < oldest.UtcDateTime && AtomicFile.Remove(file.FullName));
        if (removed > 0)
            Log.StoreRemovedUnfinished(_logger, removed);
    }
}
