using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Reports;

/// <summary>Compares the day made of minutes with the daily bar. Pure.</summary>
/// <remarks>Known reasons for a difference: trades outside the hours have no minute, so the daily bar has more shares; the after-market has minutes
/// whose prices the daily bar may not have; and minutes fetched after a split are adjusted.</remarks>
internal static class DailyChecks
{
    private const double MostOffHours = (double)DayTotal.Usual, Rounding = 0.005;

    /// <summary>Adds the difference of a symbol's day, if there is one.</summary>
    public static void Run(KlineSeries minutes, DailyBar daily, TradingSession? session, FindingTally tally)
    {
        var hasEvening = session is { Venue: Venue.Krx } && session.Periods[^1].Phase == TradingPhase.AfterMarket;
        var regular = hasEvening ? minutes.IndexOf(session!.Date.ToDateTime(session.Periods[^1].First)) : minutes.Count;
        var (all, day, shares) = (Prices(minutes, minutes.Count), Prices(minutes, regular == 0 ? minutes.Count : regular), Sum(minutes.Volume));
        var expected = new Kline(minutes.Minutes[0], daily.ToKline());
        var known = ((double)expected.Open, (double)expected.High, (double)expected.Low, (double)expected.Close);
        var ratio = known.Item4 > 0 ? day.Close / known.Item4 : 1;
        var isSame = known == day || known == all;
        var isScaled = !isSame && Near(day.Open, known.Item1 * ratio) && Near(day.High, known.Item2 * ratio) && Near(day.Low, known.Item3 * ratio) && Math.Abs(ratio - 1) > Rounding;
        var missing = daily.Volume - (isScaled ? (long)Math.Round(shares * ratio) : shares);
        var isOdd = (!isSame && !isScaled) || missing < (isScaled ? -daily.Volume * Rounding : 0) || missing > daily.Volume * MostOffHours;
        var kind = isOdd ? KlineFindingKind.DailyBar
            : isScaled ? KlineFindingKind.DailyBarAdjusted
            : missing > 0 ? KlineFindingKind.DailyBarOffHours
            : (KlineFindingKind?)null;
        if (kind is { } found)
            tally.Add(found, minutes.Minutes[0], $"{expected.ToNumbers()}", $"open {day.Open} high {day.High} low {day.Low} close {day.Close} volume {shares}");
    }

    private static (double Open, double High, double Low, double Close) Prices(KlineSeries minutes, int count)
    {
        var (high, low) = (minutes.High[0], minutes.Low[0]);
        for (var i = 1; i < count; i++)
            (high, low) = (Math.Max(high, minutes.High[i]), Math.Min(low, minutes.Low[i]));
        return (minutes.Open[0], high, low, minutes.Close[count - 1]);
    }

    private static long Sum(ReadOnlySpan<long> volumes)
    {
        var sum = 0L;
        foreach (var volume in volumes)
            sum += volume;
        return sum;
    }

    private static bool Near(double price, double other) => Math.Abs(price - other) <= Math.Max(1, other * Rounding);
}
