using System.IO.Hashing;
using Rhetenor.Data.Core;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Masters;

/// <summary>Stores masters in an object store: the cached JSON and the raw ZIPs. Reads the instrument count of the last cached
/// day.</summary>
internal sealed class MasterStore(
    IObjectStore store, IReadOnlyDictionary<Market, HantooMstSpec> specs, MasterOptions options, TimeProvider timeProvider)
{
    private readonly MasterKeys _keys = new(options.Prefix);
    private readonly ObjectCommit _commit = new(store, options.Retry, timeProvider);

    public override string ToString() => $"'{options.Prefix}' in {store}";

    public string JsonKey(Market market, DateOnly date) => _keys.Json(market, date);

    /// <summary>Reads a day's cached JSON; null when there is none.</summary>
    /// <exception cref="MstFormatException">The JSON exists and is invalid.</exception>
    public async Task<MasterFile?> ReadJsonAsync(Market market, DateOnly date, CancellationToken cancellationToken)
    {
        var json = await store.ReadAllAsync(_keys.Json(market, date), options.MaxObjectBytes, cancellationToken).ConfigureAwait(false);
        try
        {
            return json is { } bytes ? MasterFile.FromJson(bytes.Span, specs[market]).With(date, null, MasterOrigin.Cache) : null;
        }
        catch (MstFormatException)
        {
            store.Forget(_keys.Json(market, date));
            throw;
        }
    }

    /// <summary>Reads a day's raw ZIPs. The one stored first comes first.</summary>
    public async IAsyncEnumerable<(string Key, MasterZipFile ZipFile)> ReadRawAsync(
        Market market, DateOnly date, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = _keys.Raw(market, date);
        if (await store.ReadAllAsync(first, options.MaxObjectBytes, cancellationToken).ConfigureAwait(false) is not { } zip)
            yield break;
        yield return (first, new MasterZipFile(market, zip));
        await foreach (var later in store.ListAsync(_keys.LaterRaws(market, date), cancellationToken).ConfigureAwait(false))
        {
            if (await store.ReadAllAsync(later.Key, options.MaxObjectBytes, cancellationToken).ConfigureAwait(false) is { } other)
                yield return (later.Key, new MasterZipFile(market, other));
        }
    }

    /// <summary>Parses a day's raw ZIP.</summary>
    /// <exception cref="MstFormatException">The ZIP does not match the specification, or was written after the day.</exception>
    public MasterFile Open(MasterZipFile zipFile, DateOnly date)
    {
        var (mst, written) = MasterZip.Open(zipFile, options.MaxFileBytes);
        if (written is { } time && KoreaTime.DateOf(time) > date)
            throw MstFormatException.OfZip(zipFile.Market, $"a file written by {date.ToText()}", $"one written at {time.ToText()}");
        return MstParser.Parse(mst, specs[zipFile.Market]).With(date, written, MasterOrigin.RawArchive);
    }

    /// <summary>Reads a day's cached JSON, or the first usable raw ZIP if the JSON is invalid; null when there is no JSON.</summary>
    /// <exception cref="MstFormatException">The JSON is invalid, and no raw ZIP replaces it.</exception>
    public async Task<MasterFile?> ReadAsync(Market market, DateOnly date, CancellationToken cancellationToken)
    {
        MstFormatException failure;
        try
        {
            return await ReadJsonAsync(market, date, cancellationToken).ConfigureAwait(false);
        }
        catch (MstFormatException exception)
        {
            failure = exception;
        }

        await foreach (var (key, zipFile) in ReadRawAsync(market, date, cancellationToken).ConfigureAwait(false))
        {
            try
            {
                return Open(zipFile, date);
            }
            catch (MstFormatException)
            {
                // Another ZIP of the day may be usable.
                store.Forget(key);
            }
        }

        throw failure;
    }

    /// <summary>Stores an unchanged ZIP, under a name of its own if the day's name is taken by a different one.</summary>
    public Task KeepRawAsync(MasterZipFile zipFile, DateOnly date, CancellationToken cancellationToken) =>
        KeepAsync(zipFile.Zip, _keys.Raw(zipFile.Market, date), crc32 => _keys.LaterRaw(zipFile.Market, date, crc32), cancellationToken);

    /// <summary>Stores an unchanged companion file in the same way.</summary>
    public Task KeepRawAsync(string fileName, ReadOnlyMemory<byte> content, DateOnly date, CancellationToken cancellationToken) =>
        KeepAsync(content, _keys.Raw(fileName, date), crc32 => _keys.LaterRaw(fileName, date, crc32), cancellationToken);

    /// <summary>Reads a day's companion files as they were served. The one stored first comes first.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadRawAsync(
        string fileName, DateOnly date, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var first = _keys.Raw(fileName, date);
        if (await store.ReadAllAsync(first, options.MaxObjectBytes, cancellationToken).ConfigureAwait(false) is not { } content)
            yield break;
        yield return content;
        var length = _keys.LaterRaw(fileName, date, 0).Length;
        await foreach (var later in store.ListAsync(_keys.LaterRaws(fileName, date), cancellationToken).ConfigureAwait(false))
        {
            // The name of another file may begin in the same way.
            if (later.Key.Length == length && await store.ReadAllAsync(later.Key, options.MaxObjectBytes, cancellationToken).ConfigureAwait(false) is { } other)
                yield return other;
        }
    }

    private async Task KeepAsync(ReadOnlyMemory<byte> content, string key, Func<uint, string> laterKey, CancellationToken cancellationToken)
    {
        if (await _commit.CommitAsync(key, content, cancellationToken).ConfigureAwait(false) == CommitOutcome.Committed)
            return;
        key = laterKey(Crc32.HashToUInt32(content.Span));
        if (await _commit.CommitAsync(key, content, cancellationToken).ConfigureAwait(false) == CommitOutcome.Conflict)
            throw new ObjectStoreException(ObjectStoreError.Corrupt, key, "the key contains the checksum of its content, and the stored content is different");
    }

    /// <summary>Caches a master under its date; false when a different one is already cached.</summary>
    public async Task<bool> CacheAsync(MasterFile file, DateOnly date, CancellationToken cancellationToken) =>
        await _commit.CommitAsync(_keys.Json(file.Market, date), file.ToJson(), cancellationToken).ConfigureAwait(false) == CommitOutcome.Committed;

    /// <summary>Gets the last day before a date that has a cached master, and its number of instruments; null when none is
    /// near.</summary>
    public async Task<(DateOnly Date, int Count)?> PreviousCountAsync(Market market, DateOnly date, CancellationToken cancellationToken) =>
        await DayInForceAsync(market, date.AddDays(-1), cancellationToken).ConfigureAwait(false) is { } previous
            && await CountAsync(market, previous, cancellationToken).ConfigureAwait(false) is { } count
                ? (previous, count)
                : null;

    /// <summary>Gets the last day up to a date that has a cached master, in its month or the one before; null when there is none.</summary>
    public async Task<DateOnly?> DayInForceAsync(Market market, DateOnly date, CancellationToken cancellationToken)
    {
        foreach (var month in (DateOnly[])[date, date.AddMonths(-1)])
        {
            DateOnly? latest = null;
            await foreach (var stored in store.ListAsync(_keys.Month(month), cancellationToken).ConfigureAwait(false))
            {
                if (_keys.DateOfJson(stored.Key, market) is { } day && day <= date)
                    latest = day;
            }

            if (latest is not null)
                return latest;
        }

        return null;
    }

    // An unreadable day cannot be compared with, and must not prevent caching today's master.
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
