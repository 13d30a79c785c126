namespace Rhetenor.Data.Benchmarks;

/// <summary>The sessions of 2025, each of 2,700 symbols and 381 minutes, every one with a bar: prices walk on from day to day, and no day is
/// like another. Bars have shares and won of the day so far.</summary>
internal sealed class KlineSyntheticYear
{
    public const int Year = 2025;
    private readonly Random _random = new(1);
    private readonly long[] _prices;

    public KlineSyntheticYear() => _prices = [.. Symbols.Select(_ => (long)Math.Exp(6.5 + (_random.NextDouble() * 6)))];

    public static string[] Symbols { get; } = [.. Enumerable.Range(0, 2_700).Select(i => $"{i * 130:D6}")];

    public static IEnumerable<DateOnly> Sessions => Enumerable.Range(0, 365).Select(day => new DateOnly(Year, 1, 1).AddDays(day))
        .Where(date => KrxCalendar.GetDay(date) != MarketDay.Closed);

    /// <summary>The next session's object.</summary>
    public (KlineKey Key, byte[] Body) Next(DateOnly date)
    {
        var (shares, won) = (new long[Symbols.Length], new long[Symbols.Length]);
        var slices = Enumerable.Range(0, 381).Select(i => Slice(date.ToDateTime(new TimeOnly(9, 0)).AddMinutes(i), shares, won));
        var key = new KlineKey(Defaults.KlinePrefix, date.ToDateTime(new TimeOnly(9, 0)), date.ToDateTime(new TimeOnly(15, 20)), Venue.Krx, date.ToDateTime(new TimeOnly(20, 5)));
        return (key, KlineCodec.Pack([.. slices], accValue: true));
    }

    private KlineSlice Slice(DateTime minute, long[] shares, long[] won)
    {
        var bars = new SymbolKline[Symbols.Length];
        for (var i = 0; i < bars.Length; i++)
        {
            var tick = _prices[i] < 2_000 ? 1 : _prices[i] < 20_000 ? 10 : 100;
            var open = Math.Max(tick, _prices[i] / tick * tick);
            var close = Math.Max(tick, open + (_random.Next(4) == 0 ? _random.Next(-1, 2) * tick : 0));
            var volume = _random.Next(3) == 0 ? 1 + _random.Next(2_000) : 10 * (1 + _random.Next(8));
            (_prices[i], shares[i], won[i]) = (close, shares[i] + volume, won[i] + (volume * close));
            bars[i] = new(Symbols[i], new Kline(
                minute, open, Math.Max(open, close) + (_random.Next(8) / 7 * tick), Math.Max(1, Math.Min(open, close) - (_random.Next(8) / 7 * tick)), close, volume, shares[i], won[i]));
        }

        return new KlineSlice(minute, bars);
    }
}
