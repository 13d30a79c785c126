using System.Buffers;
using BenchmarkDotNet.Attributes;

namespace Rhetenor.Data.Benchmarks;

/// <summary>W2: a day to an object; the limit is the same library's compression of ready bytes.</summary>
[InvocationCount(1, 1)]
[WarmupCount(4)]
[IterationCount(12)]
public class KlineWriteBenchmarks
{
    private readonly byte[] _frame = new byte[Zstd.Bound(KlineSyntheticDay.Text.Length)];

    [Benchmark(Baseline = true, Description = "zstd 3 on ready bytes")]
    public int Compress() => Zstd.Compress(KlineSyntheticDay.Text, _frame, 3);

    [Benchmark(Description = "KlineCodec.Pack")]
    public int Pack() => KlineCodec.Pack(KlineSyntheticDay.Slices).Length;
}

/// <summary>W3: an object to columns; the limit is the same library's decompression of it.</summary>
[InvocationCount(1, 1)]
[WarmupCount(4)]
[IterationCount(12)]
public class KlineReadBenchmarks
{
    private readonly byte[] _body = KlineSyntheticDay.Object;
    private readonly KlineTable _table = new();

    [Benchmark(Baseline = true, Description = "decompress")]
    public long Decompress()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(256 << 10);
        using var reader = new Zstd.Reader(_body, KlineLimits.Default);
        var total = 0L;
        for (int read; (read = reader.Read(_body, buffer)) > 0;)
            total += read;
        ArrayPool<byte>.Shared.Return(buffer);
        return total;
    }

    [Benchmark(Description = "KlineCodec.Unpack, table used again")]
    public int Unpack()
    {
        _table.Clear();
        KlineCodec.Unpack(_body, _table);
        return _table.BarCount;
    }

    [Benchmark(Description = "KlineCodec.Unpack, new table")]
    public int UnpackToFreshTable() => KlineCodec.Unpack(_body).BarCount;
}

/// <summary>W4b: the last 30 minutes of every symbol against a held day.</summary>
[InvocationCount(1, 1)]
[WarmupCount(4)]
[IterationCount(12)]
public class KlineReconcileBenchmarks
{
    private readonly KlineReconciler _reconciler = new(Held());
    private readonly (string Symbol, Kline[] Klines)[] _fresh = [.. KlineSyntheticDay.Slices[^30..]
        .SelectMany(slice => slice).GroupBy(bar => bar.Symbol).Select(group => (group.Key, group.Select(bar => bar.Kline).ToArray()))];

    [Benchmark(Description = "reconcile 81,000 bars")]
    public int Reconcile()
    {
        var unchanged = 0;
        foreach (var (symbol, klines) in _fresh)
            unchanged += _reconciler.Add(symbol, klines).Unchanged;
        return unchanged;
    }

    private static KlineDay Held()
    {
        var day = new KlineDay(new DateOnly(2026, 1, 26), Venue.Krx);
        day.Add(KlineKey.Parse("p/20260126090000_20260126152000_J_20260126160000.jsonl.zstd"), KlineCodec.Unpack(KlineSyntheticDay.Object));
        return day;
    }
}
