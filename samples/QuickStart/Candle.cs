using Rhetenor.Data;

namespace QuickStart;

/// <summary>One candle of several minutes.</summary>
internal sealed record Candle(DateTime Start, decimal Open, decimal High, decimal Low, decimal Close, long Volume)
{
    /// <summary>Combines the bars of a symbol, minutes ascending.</summary>
    public static IReadOnlyList<Candle> Fold(KlineSeries bars, int minutes) => [.. bars.GroupBy(bar => Floor(bar.Minute, minutes)).Select(group => new Candle(
        group.Key, group.First().Open, group.Max(bar => bar.High), group.Min(bar => bar.Low), group.Last().Close, group.Sum(bar => bar.Volume)))];

    /// <summary>Returns the possible candles of a session, in order.</summary>
    public static IReadOnlyList<DateTime> Starts(TradingSession session, int minutes)
    {
        var starts = new SortedSet<DateTime>();
        foreach (var period in session.Periods)
        {
            var last = session.Date.ToDateTime(period.Last);
            for (var start = Floor(session.Date.ToDateTime(period.First), minutes); start <= last; start = start.AddMinutes(minutes))
                starts.Add(start);
        }

        return [.. starts];
    }

    private static DateTime Floor(DateTime minute, int minutes) => minute.AddMinutes(-(minute.Minute % minutes));
}
