using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

public sealed partial class DirectoryObjectStore
{
    /// <inheritdoc/>
    /// <remarks>Folders are not removed, even when they are empty.</remarks>
    public async Task RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        FileKey.Require(key);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var path = FolderTree.Resolve(_root, key);
            if (!File.Exists(path))
                return;
            File.Delete(path);
            _index.Forget();
            _sync(Path.GetDirectoryName(path)!);
        }
        catch (Exception exception) when (FileErrors.IsMissing(exception))
        {
            // Another process removed it first.
        }
        catch (Exception exception) when (FileErrors.Knows(exception))
        {
            throw FileErrors.Of(key, exception);
        }
    }
}
