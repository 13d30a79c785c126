using Rhetenor.Data.Datasets;

namespace Rhetenor.Data;

/// <content>Removes superseded files.</content>
public sealed partial class KlineDataset
{
    /// <summary>Finds the files that <see cref="RemoveSupersededAsync"/> would remove. Removes nothing.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The files that can be removed, and those that stay although the latest manifest does not name them.</returns>
    /// <exception cref="ObjectStoreException">The store could not be read, or a manifest is missing or damaged.</exception>
    public async Task<KlineDatasetRemoval> FindSupersededAsync(CancellationToken cancellationToken = default)
    {
        var (files, kept) = (new List<ObjectInfo>(), new List<StoreProblem>());
        await FindSupersededAsync(_manifests, _keys, files, kept, cancellationToken).ConfigureAwait(false);
        await FindSupersededAsync(_days.Manifests, _days.Keys, files, kept, cancellationToken).ConfigureAwait(false);
        return new(files, kept);
    }

    private async Task FindSupersededAsync(ManifestShelf shelf, DatasetKeys keys, List<ObjectInfo> files, List<StoreProblem> kept, CancellationToken cancellationToken)
    {
        var manifests = await shelf.LatestSinceAsync(KoreaTime.Now(_timeProvider) - _options.KeepSuperseded, cancellationToken).ConfigureAwait(false);
        if (manifests.Count == 0)
            return;
        var named = manifests[0].Files.Select(file => file.Key).ToHashSet(StringComparer.Ordinal);
        var read = manifests.SelectMany(manifest => manifest.Files.Select(file => file.Key)).ToHashSet(StringComparer.Ordinal);
        foreach (var folder in keys.Folders)
        {
            await foreach (var stored in _store.ListAsync(folder, cancellationToken).ConfigureAwait(false))
            {
                if (named.Contains(stored.Key))
                    continue;
                if (ReasonToKeep(stored.Key, read.Contains(stored.Key), manifests[0].Number) is { } reason)
                    kept.Add(new(stored.Key, reason));
                else
                    files.Add(stored);
            }
        }
    }

    /// <summary>Removes the files that no manifest of the last <see cref="KlineDatasetOptions.KeepSuperseded"/> names: those that were replaced
    /// before, and those of publications that failed. Readers that began later than that are not disturbed. Publications may run
    /// meanwhile. Manifests stay.</summary>
    /// <param name="remover">Removes the files; the store itself, if it supports removal.</param>
    /// <param name="cancellationToken">Cancels the operation. Files already removed stay removed; that is safe.</param>
    /// <returns>The removed files, and those that stay although the latest manifest does not name them.</returns>
    /// <exception cref="ObjectStoreException">The store could not be read, or a manifest is missing or damaged. A failed removal is
    /// reported, not thrown: the file is kept, with the reason.</exception>
    public async Task<KlineDatasetRemoval> RemoveSupersededAsync(IObjectRemover remover, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(remover);
        var found = await FindSupersededAsync(cancellationToken).ConfigureAwait(false);
        var (removed, kept) = (new List<ObjectInfo>(), found.Kept.ToList());
        foreach (var file in found.Files)
        {
            try
            {
                await remover.RemoveAsync(file.Key, cancellationToken).ConfigureAwait(false);
                removed.Add(file);
            }
            catch (ObjectStoreException exception)
            {
                kept.Add(new(file.Key, $"it could not be removed: {exception.Message}"));
            }
        }

        return new(removed, kept);
    }

    // A publication adds files of its own number only, so a file of an earlier number that no manifest names is never named again.
    private static string? ReasonToKeep(string key, bool isRead, int latest) =>
        isRead ? "readers of an earlier manifest may still need it"
        : DatasetKeys.NumberOf(key) is not { } number ? "its name has no number of a publication"
        : number > latest ? $"publication {number} may be under way"
        : null;
}
