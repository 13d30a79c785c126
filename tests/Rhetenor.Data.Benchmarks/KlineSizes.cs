using System.Diagnostics;

namespace Rhetenor.Data.Benchmarks;

/// <summary>What compaction saves: the synthetic day as one object, and as the objects of a day's logging, each compacted.</summary>
internal static class KlineSizes
{
    private static readonly DateOnly Date = new(2026, 1, 26);

    public static async Task PrintAsync()
    {
        Console.WriteLine($"{KlineSyntheticDay.Bars} bars, {KlineSyntheticDay.Text.Length} bytes of text, level 3: {KlineSyntheticDay.Object.Length}; without acc_value: {KlineCodec.Pack(KlineSyntheticDay.Slices, accValue: false).Length}");
        await PrintAsync("three objects, one after the other", KlineSyntheticDay.Slices.Length / 2, revised: false);
        await PrintAsync("objects of 15 minutes, the last minute of each revised by the next", 15, revised: true);
    }

    private static async Task PrintAsync(string name, int minutes, bool revised)
    {
        var store = new InMemoryObjectStore();
        var stored = 0L;
        var count = 0;
        for (var at = 0; at < KlineSyntheticDay.Slices.Length; at += minutes)
        {
            var slices = KlineSyntheticDay.Slices[Math.Max(0, revised ? at - 1 : at)..Math.Min(at + minutes, KlineSyntheticDay.Slices.Length)];
            if (revised && at > 0)
                slices[0] = new KlineSlice(slices[0].Minute, slices[0].Select(bar => new SymbolKline(bar.Symbol, Later(bar.Kline))));
            var key = new KlineKey(new KlineArchiveOptions().Prefix, slices[0].Minute, slices[^1].Minute, Venue.Krx, slices[^1].Minute.AddMinutes(2));
            var body = KlineCodec.Pack(slices, accValue: true);
            await store.PutIfAbsentAsync(key.ToString(), body);
            (stored, count) = (stored + body.Length, count + 1);
        }

        foreach (var keepVersions in (bool[])[true, false])
        {
            var watch = Stopwatch.StartNew();
            var compactor = new KlineCompactor(store, new KlineCompactorOptions { KeepVersions = keepVersions });
            var made = (await compactor.CompactAsync(Date, Date))[0].Compacted!.Value;
            Console.WriteLine($"{name}: {count} objects, {stored} bytes; compacted, versions {(keepVersions ? "kept" : "dropped")}: {made.Size} bytes, "
                + $"{made.Size / (double)stored:0.000} of them, {made.Size / (double)KlineSyntheticDay.Object.Length:0.000} of the day at level 3; {watch.Elapsed.TotalSeconds:0} s, peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");
            var body = (await store.ReadAllAsync(made.Key, int.MaxValue))!.Value.ToArray();
            Console.WriteLine($"  read it: {Fastest(body) / Fastest(KlineSyntheticDay.Object):0.00} of the time of the day at level 3");
            await store.RemoveAsync(made.Key);
        }
    }

    private static double Fastest(byte[] body)
    {
        var table = new KlineTable();
        var fastest = TimeSpan.MaxValue;
        for (var run = 0; run < 15; run++)
        {
            table.Clear();
            var watch = Stopwatch.StartNew();
            KlineCodec.Unpack(body, table);
            fastest = watch.Elapsed < fastest ? watch.Elapsed : fastest;
        }

        return fastest.TotalMilliseconds;
    }

    private static Kline Later(Kline bar) => new(bar.Minute, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume + 10, bar.AccVolume + 10, bar.AccValue + (10 * (long)bar.Close));
}
