using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Reports;

/// <summary>Checks the bars of one symbol and day. Pure.</summary>
internal static class KlineChecks
{
    /// <summary>Checks every bar.</summary>
    /// <param name="series">The bars of the day.</param>
    /// <param name="session">The session's hours; null when the venue had not opened yet.</param>
    /// <param name="limit">The day's price limits; null when unknown.</param>
    /// <param name="tally">Receives the findings.</param>
    public static void Run(KlineSeries series, TradingSession? session, PriceLimit? limit, FindingTally tally)
    {
        Prices(series, limit, tally);
        AccVolume(series, tally);
        AccValue(series, tally);
        var minutes = series.Minutes;
        var volume = series.Volume;
        for (var i = 0; i < minutes.Length; i++)
        {
            if (volume[i] == 0)
                tally.Add(KlineFindingKind.ZeroVolume, minutes[i], $"1 share or more", $"0");
            if (session is null || !session.IsTrading(minutes[i]))
                tally.Add(KlineFindingKind.OutsideSession, minutes[i], $"{Hours(session)}", $"{minutes[i].ToTimeText()}");
        }
    }

    private static void Prices(KlineSeries series, PriceLimit? limit, FindingTally tally)
    {
        var open = series.Open;
        var high = series.High;
        var low = series.Low;
        var close = series.Close;
        for (var i = 0; i < open.Length; i++)
        {
            var minute = series.Minutes[i];
            if (!series[i].IsConsistent)
                tally.Add(KlineFindingKind.PriceOrder, minute, $"low ≤ open, close ≤ high", $"open {open[i]:#,0.####} high {high[i]:#,0.####} low {low[i]:#,0.####} close {close[i]:#,0.####}");
            if (low[i] == 0 || high[i] == 0 || open[i] == 0 || close[i] == 0)
                tally.Add(KlineFindingKind.ZeroPrice, minute, $"prices above 0", $"open {open[i]:#,0.####} high {high[i]:#,0.####} low {low[i]:#,0.####} close {close[i]:#,0.####}");
            if (high[i] > limit?.High || low[i] < limit?.Low)
                tally.Add(KlineFindingKind.PriceLimit, minute, $"{limit}", $"{(high[i] > limit?.High ? high[i] : low[i]):#,0.####}");
        }
    }

    // After a mismatch, the sum continues from the bar's own cumulative volume, so one missing bar is one finding.
    private static void AccVolume(KlineSeries series, FindingTally tally)
    {
        var volume = series.Volume;
        var acc = series.AccVolume;
        var sum = 0L;
        var isKnown = true;
        for (var i = 0; i < acc.Length; i++)
        {
            if (acc[i] < 0)
            {
                isKnown = false;
                continue;
            }

            if (isKnown && acc[i] < sum)
                tally.Add(KlineFindingKind.AccVolumeFell, series.Minutes[i], $"{sum:N0} or more", $"{acc[i]:N0}");
            else if (isKnown && acc[i] - sum != volume[i])
                tally.Add(KlineFindingKind.AccVolume, series.Minutes[i], $"{sum + volume[i]:N0}", $"{acc[i]:N0}");
            (sum, isKnown) = (acc[i], true);
        }
    }

    // Before the first bar there may be trades of the pre-market or block trades. After it, there are only the trades of the bars
    // between.
    private static void AccValue(KlineSeries series, FindingTally tally)
    {
        var volume = series.Volume;
        var acc = series.AccValue;
        var before = -1L;
        for (var i = 0; i < acc.Length; i++)
        {
            if (acc[i] < 0)
            {
                before = -1;
                continue;
            }

            var (least, most) = MoneyChain.Bounds((decimal)series.Low[i], (decimal)series.High[i], volume[i]);
            if (before < 0 && i == 0 && acc[i] < least)
                tally.Add(KlineFindingKind.AccValue, series.Minutes[i], $"{Math.Max(0, least):N0} or more", $"{acc[i]:N0}");
            else if (before >= 0 && (acc[i] - before < least || acc[i] - before > most))
                tally.Add(KlineFindingKind.AccValue, series.Minutes[i], $"{before + least:N0} to {before + most:N0}", $"{acc[i]:N0}");
            before = acc[i];
        }
    }

    private static string Hours(TradingSession? session) => session is null
        ? "no trading before the venue opened"
        : string.Join(", ", session.Periods.Select(period => $"{period.First.ToTimeText()} to {period.Last.ToTimeText()}"));
}
