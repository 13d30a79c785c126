using System.Text;

namespace Rhetenor.Data.Tests.Klines;

/// <summary>Bars, slices and objects for tests.</summary>
internal static class Bars
{
    public static readonly DateOnly Date = new(2026, 1, 26);

    public static DateTime At(int hour, int minute) => Date.ToDateTime(new TimeOnly(hour, minute));

    public static Kline Bar(DateTime minute, long close = 75_000, long volume = 1_000, long? accVolume = 5_000_000, long? accValue = null) =>
        new(minute, 75_000, 75_100, 74_900, close, volume, accVolume, accValue);

    public static KlineSlice Slice(DateTime minute, params (string Symbol, Kline Kline)[] bars) =>
        new(minute, bars.Select(bar => new SymbolKline(bar.Symbol, bar.Kline)));

    public static KlineTable Decode(string text) => KlineCodec.Decode(Encoding.UTF8.GetBytes(text));

    /// <summary>A line with the usual fields and one row.</summary>
    public static string Line(string row, string fields = "\"open\",\"high\",\"low\",\"close\",\"volume\",\"acc_vol\"", string stamp = "2026-01-26_09:00") =>
        $$$"""{"timestamp":"{{{stamp}}}","fields":[{{{fields}}}],"data":{{{{row}}}}}""" + "\n";

    public static KlineKey Key(string start, string end, string retrieval, Venue venue = Venue.Krx) =>
        KlineKey.Parse($"p/20260126{start}_20260126{end}_{venue.ToCode()}_{retrieval}.jsonl.zstd");

    /// <summary>Some minutes of some symbols, not every one with a bar, and numbers of every length. Plain ones have short
    /// symbols and every number, as the reader of our own layout wants them.</summary>
    public static List<KlineSlice> Day(int seed, int symbols = 40, int minutes = 60, bool accValue = false, bool isPlain = false)
    {
        var random = new Random(seed);
        var names = Enumerable.Range(0, symbols).Select(i => i % 7 == 6 && !isPlain ? $"Q{i:D8}" : i % 5 == 4 ? $"{i:D4}Z0" : $"{i * 37:D6}").Distinct().ToList();
        var slices = new List<KlineSlice>();
        for (var i = 0; i < minutes; i++)
        {
            var minute = At(9, 0).AddMinutes(i);
            var bars = names.Where(_ => random.Next(4) > 0).Select(name => (name, new Kline(
                minute, Price(random), Price(random), Price(random), Price(random), Number(random),
                random.Next(20) == 0 && !isPlain ? null : Number(random), accValue ? Number(random) : null)));
            slices.Add(Slice(minute, [.. bars]));
        }

        return slices;
    }

    public static IEnumerable<(DateTime Minute, string Symbol, Kline Kline)> Flat(IEnumerable<KlineSlice> slices) =>
        slices.SelectMany(slice => slice.Select(bar => (slice.Minute, bar.Symbol, bar.Kline)));

    private static long Number(Random random) => random.NextInt64(1L << random.Next(1, 63));

    private static decimal Price(Random random) => random.Next(10) switch
    {
        0 => random.Next(1_000_000) + 0.5m,
        1 => random.Next(1_000_000) + (random.Next(10_000) / 10_000m),
        2 => random.NextInt64(KlinePrice.MaxWon),
        _ => random.Next(2_000_000),
    };
}
