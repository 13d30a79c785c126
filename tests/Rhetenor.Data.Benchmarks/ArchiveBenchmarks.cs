using System.Buffers;
using BenchmarkDotNet.Attributes;

namespace Rhetenor.Data.Benchmarks;

/// <summary>Reading a store in memory back; the limit of each workload is decompressing its objects.</summary>
[InvocationCount(1, 1)]
[WarmupCount(3)]
[IterationCount(10)]
public class ArchiveBenchmarks
{
    private static readonly DateOnly Date = new(2026, 1, 26);
    private static readonly string[] Fifty = [.. Enumerable.Range(0, 50).Select(i => $"{i * 54 * 130:D6}")];
    private readonly InMemoryObjectStore _store = new();
    private readonly List<byte[]> _bodies = [];
    private KlineArchive _archive = null!;
    private KlineArchive _ahead = null!;

    /// <summary>What is read.</summary>
    public enum Work
    {
        /// <summary>W3: a day as one object.</summary>
        Day,

        /// <summary>W3parts: the day from 26 overlapping objects.</summary>
        Parts,

        /// <summary>W3proj: 50 of the day's 2,700 symbols.</summary>
        Fifty,

        /// <summary>W3month: 21 days of 50 symbols, an object each.</summary>
        Month,

        /// <summary>W3old: the day with values as text, and with spaces.</summary>
        Old,

        /// <summary>Six whole days: the next are decoded while one is read.</summary>
        Week,
    }

    [ParamsAllValues]
    public Work What { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var slices = KlineSyntheticDay.Slices;
        var objects = What switch
        {
            Work.Parts => Enumerable.Range(0, 26).Select(i => Packed(slices[(i * 14)..Math.Min(381, (i * 14) + 31)], Date, 16 + i)),
            Work.Month => Enumerable.Range(0, 21).Select(i => Packed(KlineSyntheticDay.On(Date.AddDays(i), Fifty), Date.AddDays(i), 16)),
            Work.Week => Enumerable.Range(0, 6).Select(i => Packed(KlineSyntheticDay.On(Date.AddDays(i), null), Date.AddDays(i), 16)),
            Work.Old => [(new KlineKey("hantoo-stock-kline-1m", slices[0].Minute, slices[^1].Minute, Venue.Krx, slices[0].Minute), KlineSyntheticDay.OldObject)],
            _ => [Packed(slices, Date, 16)],
        };
        foreach (var (key, body) in objects)
        {
            _store.PutIfAbsentAsync(key.ToString(), body).GetAwaiter().GetResult();
            _bodies.Add(body);
        }

        _archive = new KlineArchive(_store, new() { SessionsAhead = 0 });
        _ahead = new KlineArchive(_store);
    }

    [Benchmark(Baseline = true, Description = "decompress")]
    public long Decompress()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(256 << 10);
        var total = 0L;
        foreach (var body in _bodies)
        {
            using var reader = new Zstd.Reader(body, KlineLimits.Default);
            for (int read; (read = reader.Read(body, buffer)) > 0;)
                total += read;
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return total;
    }

    [Benchmark(Description = "slices, one thread")]
    public Task<long> Slices() => ReadAsync(_archive, reusesMemory: true);

    [Benchmark(Description = "slices, two threads")]
    public Task<long> SlicesOfTwo() => ReadAsync(_ahead, reusesMemory: true);

    [Benchmark(Description = "slices that are kept, one thread")]
    public Task<long> KeptSlices() => ReadAsync(_archive, reusesMemory: false);

    [Benchmark(Description = "columns, one thread")]
    public Task<long> Columns() => LoadAsync(_archive);

    [Benchmark(Description = "columns, two threads")]
    public Task<long> ColumnsOfTwo() => LoadAsync(_ahead);

    private async Task<long> ReadAsync(KlineArchive archive, bool reusesMemory)
    {
        var bars = 0L;
        await foreach (var slice in archive.ReadAsync(Date, Date.AddDays(30), What == Work.Fifty ? Fifty : null, new() { ReusesMemory = reusesMemory }))
            bars += slice.Count;
        return bars;
    }

    private async Task<long> LoadAsync(KlineArchive archive) =>
        (await archive.LoadAsync(Date, Date.AddDays(30), What == Work.Fifty ? Fifty : null)).BarCount;

    private static (KlineKey Key, byte[] Body) Packed(KlineSlice[] slices, DateOnly date, int minute) => (
        new KlineKey("hantoo-stock-kline-1m", slices[0].Minute, slices[^1].Minute, Venue.Krx, date.ToDateTime(new TimeOnly(16, minute))),
        KlineCodec.Pack(slices));
}
