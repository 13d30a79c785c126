using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
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
            using var file = OpenFile(key);
            if (file is null)
                return null;
            var length = RandomAccess.GetLength(file);
            MemoryBody.RequireSize(key, length, _maxObjectBytes);
            var body = await ReadAsync(key, file, offset: 0, (int)length, cancellationToken).ConfigureAwait(false);
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

    // Null when the name is a folder's.
    private SafeFileHandle? OpenFile(string key)
    {
        var path = FolderTree.Resolve(_root, key);
        return Directory.Exists(path)
            ? null
            : File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.Asynchronous);
    }

    private static async Task<byte[]> ReadAsync(string key, SafeFileHandle file, long offset, int length, CancellationToken cancellationToken)
    {
        var body = GC.AllocateUninitializedArray<byte>(length);
        var read = 0;
        while (read < body.Length)
        {
            var count = await RandomAccess.ReadAsync(file, body.AsMemory(read), offset + read, cancellationToken).ConfigureAwait(false);
            if (count == 0)
                throw new ObjectStoreException(ObjectStoreError.Corrupt, key, $"it ended after {offset + read} of {offset + length} bytes.");
            read += count;
        }

        return body;
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
        foreach (var found in FolderListing.Walk(_root, prefix, _index, cancellationToken))
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
