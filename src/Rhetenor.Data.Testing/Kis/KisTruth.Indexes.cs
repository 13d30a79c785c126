namespace Rhetenor.Data.Testing;

public sealed partial class KisTruth
{
    private const int IndexMembers = 3, IndexBase = 1_000, ThousandShares = 1_000, MillionWon = 1_000_000;

    /// <summary>Returns the minutes of an index on KRX at an instant: the mean of the prices of three symbols, each divided by its level, with
    /// events taken out. Shares are in thousands, and the cumulative value in millions of won.</summary>
    /// <param name="index">The index.</param>
    /// <param name="date">The Korean date.</param>
    /// <param name="asOf">The instant.</param>
    /// <returns>One bar for each minute in which a member traded, ascending.</returns>
    public IReadOnlyList<MinuteRow> IndexBars(StockIndex index, DateOnly date, DateTimeOffset asOf)
    {
        var members = Enumerable.Range((int)index, Options.Listing.Count).Select(i => Options.Listing[i % Options.Listing.Count]).Where(symbol => IsListed(Venue.Krx, symbol, date)).Take(IndexMembers).ToList();
        var points = members.Select(symbol => Ratio(symbol, date) * PreviousClose(date, symbol.Code)).ToArray();
        var bars = members.SelectMany((symbol, place) => Bars(Venue.Krx, date, symbol.Code, asOf).Select(bar => (Place: place, Bar: bar))).GroupBy(one => one.Bar.Minute).OrderBy(minute => minute.Key);
        var (rows, value) = (new List<MinuteRow>(), 0L);
        var values = new long[members.Count];
        foreach (var minute in bars)
        {
            var (open, high, low) = (Points(points), decimal.MinValue, decimal.MaxValue);
            foreach (var (place, bar) in minute)
            {
                points[place] = Ratio(members[place], date) * bar.Close;
                (value, values[place]) = (value + bar.AccValue - values[place], bar.AccValue);
            }

            var close = Points(points);
            (high, low) = (Math.Max(open, close), Math.Min(open, close));
            rows.Add(new(minute.Key, open, high, low, close, minute.Sum(one => one.Bar.Volume) / ThousandShares, value / MillionWon));
        }

        return rows;
    }

    /// <summary>Returns the daily bar of an index made of its minutes; null when there are none.</summary>
    /// <param name="index">The index.</param>
    /// <param name="date">The Korean date.</param>
    /// <param name="asOf">The instant.</param>
    public MinuteRow? IndexDay(StockIndex index, DateOnly date, DateTimeOffset asOf)
    {
        var minutes = IsSession(date) ? IndexBars(index, date, asOf) : [];
        return minutes.Count == 0
            ? null
            : new(date.ToDateTime(TimeOnly.MinValue), minutes[0].Open, minutes.Max(bar => bar.High), minutes.Min(bar => bar.Low), minutes[^1].Close, minutes.Sum(bar => bar.Volume), minutes[^1].AccValue);
    }

    private decimal Ratio(KisSymbol symbol, DateOnly date) => Product(EventsOf(symbol.Code).Where(one => one.ExDate > date)) / symbol.Level;

    private static decimal Points(decimal[] points) => points.Length == 0 ? 0 : Math.Round(points.Sum() / points.Length * IndexBase, 2);
}
