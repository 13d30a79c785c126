using Rhetenor.Data.Tests.Klines;

namespace Rhetenor.Data.Tests.Archive;

/// <summary>Stores with known bars for the archive's tests.</summary>
internal static class Shelf
{
    public const string Prefix = "hantoo-stock-kline-1m";

    public static KlineKey Key(DateOnly date, TimeOnly first, TimeOnly last, DateTime retrieval, Venue venue = Venue.Krx) =>
        new(Prefix, date.ToDateTime(first), date.ToDateTime(last), venue, retrieval);

    /// <summary>Puts slices of one date as an object.</summary>
    public static async Task<KlineKey> PutAsync(IObjectStore store, IReadOnlyList<KlineSlice> slices, DateTime retrieval, Venue venue = Venue.Krx)
    {
        var key = new KlineKey(Prefix, slices[0].Minute, slices[^1].Minute, venue, retrieval);
        Assert.Equal(PutOutcome.Created, await store.PutIfAbsentAsync(key.ToString(), KlineCodec.Pack(slices)));
        return key;
    }

    /// <summary>Weekdays from 2026-06-01 on; the archive asks no calendar.</summary>
    public static IEnumerable<DateOnly> Days(int count) => Enumerable.Range(0, 4 * count).Select(day => new DateOnly(2026, 6, 1).AddDays(day))
        .Where(date => date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)).Take(count);

    /// <summary>A day of likely bars: every third minute of a symbol has no trade.</summary>
    public static List<KlineSlice> Day(DateOnly date, int symbols, int minutes, int shift = 0)
    {
        var shares = new long[symbols];
        return [.. Enumerable.Range(0, minutes).Select(i =>
        {
            var minute = date.ToDateTime(new TimeOnly(9, 0)).AddMinutes(i);
            return Bars.Slice(minute, [.. Enumerable.Range(0, symbols).Where(symbol => (symbol + i) % 3 > 0).Select(symbol =>
            {
                var price = 1_000 + (10 * symbol) + i + shift;
                return ($"{symbol * 10:D6}", new Kline(minute, price, price + 20, price - 10, price + 10, i + 1, shares[symbol] += i + 1));
            })]);
        })];
    }

    public static async Task<List<(DateTime Minute, string Symbol, Kline Kline)>> FlatAsync(IAsyncEnumerable<KlineSlice> slices) =>
        [.. Bars.Flat(await slices.ToListAsync())];
}
