using Rhetenor.Data;

namespace Charts;

/// <summary>One candle: some minutes, a day or some days.</summary>
/// <param name="Start">Its first minute or day, Korean time.</param>
/// <param name="Open">The first price, in won.</param>
/// <param name="High">The highest price, in won.</param>
/// <param name="Low">The lowest price, in won.</param>
/// <param name="Close">The last price, in won.</param>
/// <param name="Volume">The shares traded.</param>
public sealed record Candle(DateTime Start, double Open, double High, double Low, double Close, long Volume)
{
    /// <summary>Combines the bars of a series, ascending, into candles of some minutes.</summary>
    public static IReadOnlyList<Candle> OfMinutes(KlineSeries bars, int minutes) => Fold(bars, minute => Floor(minute, minutes));

    /// <summary>Combines the daily bars of a series, ascending, into candles of weeks. A candle starts on its week's first session.</summary>
    public static IReadOnlyList<Candle> OfWeeks(KlineSeries days) => Fold(days, day => day.Date.AddDays(-(((int)day.DayOfWeek + 6) % 7)));

    /// <summary>Returns one candle for each bar.</summary>
    public static IReadOnlyList<Candle> OfDays(KlineSeries days) => Fold(days, day => day.Date);

    /// <summary>Returns the possible starts of a session's candles, in order.</summary>
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

    private static List<Candle> Fold(KlineSeries bars, Func<DateTime, DateTime> start)
    {
        var candles = new List<Candle>();
        var key = DateTime.MinValue;
        for (var i = 0; i < bars.Count; i++)
        {
            var (open, high, low, close, volume) = (bars.Open[i], bars.High[i], bars.Low[i], bars.Close[i], bars.Volume[i]);
            if (candles.Count > 0 && start(bars.Minutes[i]) == key)
            {
                var last = candles[^1];
                candles[^1] = last with { High = Math.Max(last.High, high), Low = Math.Min(last.Low, low), Close = close, Volume = last.Volume + volume };
                continue;
            }

            key = start(bars.Minutes[i]);
            candles.Add(new(key.TimeOfDay == TimeSpan.Zero ? bars.Minutes[i].Date : key, open, high, low, close, volume));
        }

        return candles;
    }

    private static DateTime Floor(DateTime minute, int minutes) => minute.AddMinutes(-(minute.Minute % minutes));
}
