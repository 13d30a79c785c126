using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

public sealed partial class DirectoryObjectStore
{
    /// <inheritdoc/>
    /// <remarks>Folders stay, also empty ones.</remarks>
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
            FolderTree.Sync(Path.GetDirectoryName(path)!);
        }
        catch (Exception exception) when (FileErrors.IsMissing(exception))
        {
            // Another process was faster.
        }
        catch (Exception exception) when (FileErrors.Knows(exception))
        {
            throw FileErrors.Of(key, exception);
        }
    }
}
