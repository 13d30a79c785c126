namespace Rhetenor.Data.Benchmarks;

/// <summary>A day of 2,700 symbols and 381 minutes, every one with a bar: prices that walk in ticks, random shares at the first and the
/// last price of the minute, and the day's value in won.</summary>
internal static class KlineSyntheticDay
{
    public static KlineSlice[] Slices { get; } = Build();

    public static byte[] Text { get; } = KlineCodec.Encode(Slices, accValue: true);

    public static byte[] Object { get; } = KlineCodec.Pack(Slices, accValue: true);

    /// <summary>The day as the Python original sets it, with values as text and spaces.</summary>
    public static byte[] OldObject
    {
        get
        {
            var text = System.Text.RegularExpressions.Regex.Replace(System.Text.Encoding.UTF8.GetString(Text), @"(?<=[\[,])[\d.]+", "\"$0\"");
            var bytes = System.Text.Encoding.UTF8.GetBytes(text.Replace("\":", "\": ", StringComparison.Ordinal).Replace(",", ", ", StringComparison.Ordinal));
            var frame = new byte[Zstd.Bound(bytes.Length)];
            return frame[..Zstd.Compress(bytes, frame, 3)];
        }
    }

    /// <summary>The same bars on another date, of some symbols or of all.</summary>
    public static KlineSlice[] On(DateOnly date, string[]? symbols) => [.. Slices.Select(slice =>
    {
        var minute = date.ToDateTime(TimeOnly.FromDateTime(slice.Minute));
        return new KlineSlice(minute, slice.Where(bar => symbols is null || symbols.Contains(bar.Symbol)).Select(bar => new SymbolKline(
            bar.Symbol, new Kline(minute, bar.Kline.Open, bar.Kline.High, bar.Kline.Low, bar.Kline.Close, bar.Kline.Volume, bar.Kline.AccVolume, bar.Kline.AccValue))));
    })];

    public static int Bars => Slices.Sum(slice => slice.Count);

    private static KlineSlice[] Build()
    {
        // Values have numbers of their own, so that the other columns are the same with and without them.
        var (random, values) = (new Random(1), new Random(2));
        var symbols = Enumerable.Range(0, 2_700).Select(i => $"{i * 130:D6}").ToArray();
        var prices = symbols.Select(_ => (long)Math.Exp(6.5 + (random.NextDouble() * 6))).ToArray();
        var shares = new long[symbols.Length];
        var won = new long[symbols.Length];
        var table = new MergedSession(new DateOnly(2026, 1, 26), Venue.Krx);
        var reconciler = new KlineReconciler(table);
        var klines = new Kline[1];
        for (var minute = 0; minute < 381; minute++)
        {
            var start = new DateTime(2026, 1, 26, 9, 0, 0).AddMinutes(minute);
            for (var i = 0; i < symbols.Length; i++)
            {
                var tick = prices[i] < 2_000 ? 1 : prices[i] < 20_000 ? 10 : 100;
                var (open, close) = (prices[i] / tick * tick, Math.Max(tick, (prices[i] / tick * tick) + (random.Next(4) == 0 ? random.Next(-1, 2) * tick : 0)));
                var volume = random.Next(3) == 0 ? 1 + random.Next(2_000) : 10 * (1 + random.Next(8));
                (prices[i], shares[i]) = (close, shares[i] + volume);
                won[i] += (volume * close) + (values.Next(volume + 1) * (open - close));
                klines[0] = new Kline(start, open, Math.Max(open, close) + (random.Next(8) / 7 * tick), Math.Max(1, Math.Min(open, close) - (random.Next(8) / 7 * tick)), close, volume, shares[i], won[i]);
                reconciler.Add(symbols[i], klines);
            }
        }

        return [.. reconciler.Slices()];
    }
}
