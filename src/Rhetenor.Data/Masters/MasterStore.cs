using System.IO.Hashing;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Masters;

/// <summary>Masters in an object store: the cached JSON, the raw ZIPs, and what the last cached day had.</summary>
internal sealed class MasterStore(
    IObjectStore store, IReadOnlyDictionary<Market, HantooMstSpec> specs, MasterOptions options, TimeProvider timeProvider)
{
    private readonly MasterKeys _keys = new(options.Prefix);
    private readonly ObjectCommit _commit = new(store, options.Retry, timeProvider);

    public override string ToString() => $"'{options.Prefix}' in {store}";

    public string JsonKey(Market market, DateOnly date) => _keys.Json(market, date);

    public string RawKey(Market market, DateOnly date) => _keys.Raw(market, date);

    /// <summary>Reads a day's cached JSON; null when there is none.</summary>
    /// <exception cref="MstFormatException">It is there and cannot be used.</exception>
    public async Task<MasterFile?> ReadJsonAsync(Market market, DateOnly date, CancellationToken cancellationToken)
    {
        var json = await store.ReadAllAsync(_keys.Json(market, date), options.MaxObjectBytes, cancellationToken).ConfigureAwait(false);
        return json is { } bytes ? MasterJson.Read(bytes.Span, specs[market]).With(date, null, MasterOrigin.Cache) : null;
    }

    /// <summary>Reads a day's raw ZIPs, the first one stored first.</summary>
    public async IAsyncEnumerable<(string Key, MasterArchive Archive)> ReadRawAsync(
        Market market, DateOnly date, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = _keys.Raw(market, date);
        if (await store.ReadAllAsync(first, options.MaxObjectBytes, cancellationToken).ConfigureAwait(false) is not { } zip)
            yield break;
        yield return (first, new MasterArchive(market, zip));
        await foreach (var later in store.ListAsync(_keys.LaterRaws(market, date), cancellationToken).ConfigureAwait(false))
        {
            if (await store.ReadAllAsync(later.Key, options.MaxObjectBytes, cancellationToken).ConfigureAwait(false) is { } other)
                yield return (later.Key, new MasterArchive(market, other));
        }
    }

    /// <summary>Keeps a ZIP as it came, under its own name if the day's is taken by another one.</summary>
    public async Task KeepRawAsync(MasterArchive archive, DateOnly date, CancellationToken cancellationToken)
    {
        var key = _keys.Raw(archive.Market, date);
        if (await _commit.CommitAsync(key, archive.Zip, cancellationToken).ConfigureAwait(false) == CommitOutcome.Committed)
            return;
        key = _keys.LaterRaw(archive.Market, date, Crc32.HashToUInt32(archive.Zip.Span));
        if (await _commit.CommitAsync(key, archive.Zip, cancellationToken).ConfigureAwait(false) == CommitOutcome.Conflict)
            throw new ObjectStoreException(ObjectStoreError.Corrupt, key, "the key names its content by checksum, and holds another content");
    }

    /// <summary>Caches a master under its date; false when another one is cached there already.</summary>
    public async Task<bool> CacheAsync(MasterFile file, DateOnly date, CancellationToken cancellationToken) =>
        await _commit.CommitAsync(_keys.Json(file.Market, date), MasterJson.Write(file), cancellationToken).ConfigureAwait(false) == CommitOutcome.Committed;

    /// <summary>The last day before a date that has a cached master, and how many instruments it had; null when none is near.</summary>
    public async Task<(DateOnly Date, int Count)?> PreviousCountAsync(Market market, DateOnly date, CancellationToken cancellationToken)
    {
        foreach (var month in (DateOnly[])[date, date.AddMonths(-1)])
        {
            DateOnly? latest = null;
            await foreach (var stored in store.ListAsync(_keys.Month(month), cancellationToken).ConfigureAwait(false))
            {
                if (_keys.DateOfJson(stored.Key, market) is { } day && day < date)
                    latest = day;
            }

            if (latest is { } previous)
                return await CountAsync(market, previous, cancellationToken).ConfigureAwait(false) is { } count ? (previous, count) : null;
        }

        return null;
    }

    // A day that cannot be read cannot be compared with; it must not keep today's from being cached.
    private async Task<int?> CountAsync(Market market, DateOnly date, CancellationToken cancellationToken)
    {
        try
        {
            return (await ReadJsonAsync(market, date, cancellationToken).ConfigureAwait(false))?.Count;
        }
        catch (MstFormatException)
        {
            return null;
        }
    }
}
