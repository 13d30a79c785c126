using System.Collections.Concurrent;
using Rhetenor.Data.Tests.Archive;

namespace Rhetenor.Data.Tests.Datasets;

/// <summary>An archive of two months with everything that makes reading one hard, and a dataset beside it.</summary>
internal sealed class DatasetShelf
{
    public static readonly DateOnly First = new(2026, 6, 1), Last = new(2026, 7, 31), July = new(2026, 7, 1);

    public InMemoryObjectStore Store { get; } = new();

    public InMemoryObjectStore Target { get; } = new();

    public VirtualClock Clock { get; } = VirtualClock.AtKorea(new(2026, 7, 9), new TimeOnly(21, 0));

    public KlineArchive Archive => new(Store);

    public KlineDatasetOptions Options { get; init; } = new() { RowsPerGroup = 200, RowsPerFile = 4_000 };

    public static IEnumerable<DateOnly> Dates => Shelf.Days(26);

    public KlineDataset Dataset(IObjectStore? target = null, KlineDatasetOptions? options = null) => new(target ?? Target, options ?? Options, Clock);

    public Task<KlineDatasetPublication> PublishAsync(IObjectStore? target = null) => Dataset(target).PublishAsync(Archive, First, Last);

    /// <summary>June and the first week of July: fragments, revisions, a compacted day, another venue, an object of the Python original.</summary>
    public static async Task<DatasetShelf> CreateAsync(KlineDatasetOptions? options = null)
    {
        var shelf = options is null ? new DatasetShelf() : new() { Options = options };
        foreach (var date in Dates)
        {
            var day = Shelf.Day(date, 12, 30, shift: date.Day);
            await Shelf.PutAsync(shelf.Store, day[..20], date.ToDateTime(new TimeOnly(16, 0)));
            await Shelf.PutAsync(shelf.Store, day[15..], date.ToDateTime(new TimeOnly(16, 1)));
            await Shelf.PutAsync(shelf.Store, Shelf.Day(date, 3, 9, shift: 500), date.ToDateTime(new TimeOnly(16, 2)), Venue.Nextrade);
        }

        await shelf.ReviseAsync(new(2026, 6, 3), shift: 77);
        var compactor = new KlineCompactor(shelf.Store);
        await compactor.CompactAsync(new(2026, 6, 4), new(2026, 6, 5));
        await compactor.RemoveCompactedAsync(new(2026, 6, 5), new(2026, 6, 5), shelf.Store);
        var original = """{"timestamp": "202606080900", "fields": ["open", "high", "low", "close", "volume", "acc_krw_vol"], "data": {"000030": ["24774", "24874", "24774", "24834.5", "1130", "28062420"]}}""" + "\n";
        var frame = new byte[Zstd.Bound(original.Length)];
        frame = frame[..Zstd.Compress(System.Text.Encoding.UTF8.GetBytes(original), frame, 3)];
        await shelf.Store.PutIfAbsentAsync($"{Shelf.Prefix}/20260608090000_20260608090000_J_20260608170000.jsonl.zstd", frame);
        return shelf;
    }

    /// <summary>Writes other bars of a session, with a later retrieval.</summary>
    public async Task ReviseAsync(DateOnly date, int shift, int minute = 30) =>
        await Shelf.PutAsync(Store, Shelf.Day(date, 5, 3, shift), date.ToDateTime(new TimeOnly(18, minute)));

    public static List<(string, Kline)> Bars(KlineHistory history) => [.. history.SelectMany(series => series.Select(bar => (series.Symbol, bar)))];

    /// <summary>Replaces the latest manifest by another text, as an earlier version wrote it: without a hash.</summary>
    public static async Task<string> RewriteManifestAsync(InMemoryObjectStore target, Func<string, string> rewrite)
    {
        var key = (await target.KeysAsync("klines/manifests/"))[^1];
        var text = System.Text.Encoding.UTF8.GetString((await target.GetAsync(key))!);
        var hash = text.LastIndexOf(",\"sha256\":", StringComparison.Ordinal);
        var old = text[hash..].Contains(']', StringComparison.Ordinal) ? text : text[..hash] + "}";
        await target.RemoveAsync(key);
        await target.PutIfAbsentAsync(key, System.Text.Encoding.UTF8.GetBytes(rewrite(old)));
        return old;
    }

    public async Task<List<(string, Kline)>> ArchivedAsync(DateOnly? from = null, DateOnly? to = null, params string[] symbols) =>
        Bars(await Archive.LoadAsync(new(from ?? First, to ?? Last, symbols.Length == 0 ? null : symbols)));
}

/// <summary>Counts what is read, and can fail a write or stop after one. The probe of the store does not count.</summary>
internal sealed class ProbedStore(IObjectStore inner) : IObjectStore, IRangedObjectStore
{
    public ConcurrentQueue<(string Key, int Length)> Reads { get; } = new();

    public List<string> Puts { get; } = [];

    public int Lists { get; private set; }

    /// <summary>The number of writes after which the process is gone.</summary>
    public int? DiesAfter { get; set; }

    public Func<string, Task>? BeforePut { get; set; }

    public Action? BeforeList { get; set; }

    /// <summary>Changes what a range returns.</summary>
    public Func<string, long, ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>? OnRange { get; set; }

    public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        var stream = await inner.OpenReadAsync(key, cancellationToken);
        Reads.Enqueue((key, (int)(stream?.Length ?? 0)));
        return stream;
    }

    public async Task<ReadOnlyMemory<byte>?> ReadRangeAsync(string key, long offset, int length, CancellationToken cancellationToken = default)
    {
        Reads.Enqueue((key, length));
        var bytes = await ((IRangedObjectStore)inner).ReadRangeAsync(key, offset, length, cancellationToken);
        return bytes is { } read && OnRange is { } change ? change(key, offset, read) : bytes;
    }

    public async Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        if (key.EndsWith("/.probe", StringComparison.Ordinal))
            return await inner.PutIfAbsentAsync(key, body, cancellationToken);
        if (BeforePut is { } before)
            await before(key);
        if (Puts.Count == DiesAfter)
            throw new IOException("gone");
        Puts.Add(key);
        return await inner.PutIfAbsentAsync(key, body, cancellationToken);
    }

    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default)
    {
        Lists++;
        BeforeList?.Invoke();
        return inner.ListAsync(prefix, cancellationToken);
    }
}
