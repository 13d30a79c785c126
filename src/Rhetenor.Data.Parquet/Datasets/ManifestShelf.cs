using System.Globalization;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Datasets;

/// <summary>The manifests of a venue: one object for each publication, numbered. The greatest number counts.</summary>
internal sealed class ManifestShelf(IObjectStore store, ExclusiveWriter writer, KlineDatasetOptions options)
{
    private const int NumberLength = 8;
    private const string Extension = ".json";
    private readonly string _folder = $"{options.Prefix}/manifests/exchange={options.Venue.ToCode()}/";

    /// <summary>Reads the latest manifest; null when nothing was published.</summary>
    public async Task<KlineDatasetManifest?> LatestAsync(CancellationToken cancellationToken)
    {
        var (number, size) = (0, 0L);
        await foreach (var stored in store.ListAsync(_folder, cancellationToken).ConfigureAwait(false))
        {
            if (NumberOf(stored.Key) is var found && found > number)
                (number, size) = (found, stored.Size);
        }

        return number == 0 ? null : await ReadAsync(number, size, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the manifests that were the latest at an instant or later, the newest first; none when nothing was published.</summary>
    public async Task<IReadOnlyList<KlineDatasetManifest>> LatestSinceAsync(DateTimeOffset instant, CancellationToken cancellationToken)
    {
        var found = new List<KlineDatasetManifest>();
        if (await LatestAsync(cancellationToken).ConfigureAwait(false) is { } latest)
            found.Add(latest);
        // A manifest is the latest until the next one is published.
        while (found is [.., { Number: > 1 } next] && next.Published >= instant)
            found.Add(await ReadAsync(next.Number - 1, size: null, cancellationToken).ConfigureAwait(false));
        return found;
    }

    /// <summary>Writes a manifest; false when another publication has its number.</summary>
    public async Task<bool> TryWriteAsync(KlineDatasetManifest manifest, CancellationToken cancellationToken) =>
        await writer.WriteAsync(KeyOf(manifest.Number), ManifestJson.Write(manifest), cancellationToken).ConfigureAwait(false) == CommitOutcome.Committed;

    // A cache may have a manifest of the same number and size, of a dataset that was removed. Manifests are small and read from the remote store.
    private async Task<KlineDatasetManifest> ReadAsync(int number, long? size, CancellationToken cancellationToken)
    {
        var key = KeyOf(number);
        var remote = store is CachedObjectStore cached ? cached.Remote : store;
        var text = await remote.ReadVerifiedAsync(
            key, bytes => bytes.Length == (size ?? bytes.Length) ? null : $"it has {bytes.Length} bytes; the listing says {size}.", cancellationToken).ConfigureAwait(false)
            ?? throw new ObjectStoreException(ObjectStoreError.Corrupt, key, "it is a manifest of the dataset, and does not exist.");
        return ManifestJson.Read(key, text.Span, number);
    }

    private string KeyOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{_folder}{number:D8}{Extension}");

    // 0 for an object of another name.
    private int NumberOf(string key)
    {
        var name = key.AsSpan(_folder.Length);
        return name.Length == NumberLength + Extension.Length && name.EndsWith(Extension, StringComparison.Ordinal)
            && int.TryParse(name[..NumberLength], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
