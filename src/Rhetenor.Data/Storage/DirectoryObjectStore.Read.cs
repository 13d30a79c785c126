using System.Runtime.CompilerServices;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

public sealed partial class DirectoryObjectStore
{
    /// <inheritdoc/>
    public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        FileKey.Require(key);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var path = FolderTree.Resolve(_root, key);
            if (Directory.Exists(path))
                return null;
            using var file = File.OpenHandle(
                path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.Asynchronous);
            var length = RandomAccess.GetLength(file);
            MemoryBody.RequireSize(key, length, _maxObjectBytes);
            var body = GC.AllocateUninitializedArray<byte>((int)length);
            var read = 0;
            while (read < body.Length)
            {
                var count = await RandomAccess.ReadAsync(file, body.AsMemory(read), read, cancellationToken).ConfigureAwait(false);
                if (count == 0)
                    throw new ObjectStoreException(ObjectStoreError.Corrupt, key, $"it ended after {read} of {length} bytes.");
                read += count;
            }

            return MemoryBody.Open(body);
        }
        catch (Exception exception) when (FileErrors.IsMissing(exception))
        {
            return null;
        }
        catch (Exception exception) when (FileErrors.Knows(exception))
        {
            throw FileErrors.Of(key, exception);
        }
    }

    /// <inheritdoc/>
    /// <remarks>Files of other programs are listed too, even when their names are not valid keys.</remarks>
    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ObjectKey.RequirePrefix(prefix);
        await Task.CompletedTask.ConfigureAwait(false);
        if (File.Exists(_root))
            throw new ObjectStoreException(ObjectStoreError.NoSuchBucket, prefix, "the store's root is a file.");
        foreach (var found in FolderListing.Walk(_root, prefix, cancellationToken))
            yield return found;
    }

    /// <summary>Requires the folder to exist. Readers call it so that a mistyped name is not mistaken for an empty store.</summary>
    /// <exception cref="ObjectStoreException">The folder does not exist.</exception>
    internal void RequireRoot(string prefix)
    {
        if (!Directory.Exists(_root) && !File.Exists(_root))
            throw new ObjectStoreException(ObjectStoreError.NoSuchBucket, prefix, $"the store's folder '{_root}' does not exist.");
    }
}
