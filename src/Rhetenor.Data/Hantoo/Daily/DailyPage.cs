using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Hantoo;

/// <summary>Checks a page of sessions. Pure.</summary>
internal static class DailyPage
{
    private const int Beyond = 2;

    /// <summary>Returns the first fault with which no row can be used; null when there is none.</summary>
    /// <param name="rows">The rows of the answer.</param>
    /// <param name="asked">The range that was asked for.</param>
    /// <param name="expected">The sessions that it must contain.</param>
    public static string? FaultOf(IReadOnlyList<HantooDailyBar> rows, (DateOnly From, DateOnly To) asked, IEnumerable<DateOnly> expected)
    {
        var seen = new Dictionary<DateOnly, DailyBar>();
        foreach (var row in rows)
        {
            if (row.Date < asked.From || row.Date > asked.To)
                return $"the answer has the session {row.Date.ToText()}, which was not asked for.";
            if (row.Bar is not { } bar)
                return $"the session {row.Date.ToText()} has a price that is missing or not a valid number.";
            if (!seen.TryAdd(row.Date, bar) && seen[row.Date] != bar)
                return $"the answer has two different rows of {row.Date.ToText()}.";
        }

        foreach (var date in expected)
        {
            if (!seen.ContainsKey(date))
                return $"the answer lacks the session {date.ToText()}, which is known.";
        }

        return null;
    }

    /// <summary>Returns the doubts about the rows of an answer without a fault.</summary>
    /// <param name="rows">The rows of the answer.</param>
    /// <param name="known">The sessions of earlier answers.</param>
    /// <param name="isIndex">Whether they are of an index, whose shares and value are those of its members.</param>
    public static IEnumerable<DailyDoubt> DoubtsOf(IReadOnlyList<HantooDailyBar> rows, IReadOnlyDictionary<DateOnly, DailyBar> known, bool isIndex)
    {
        // KIS also documents the mark for a session without trades, which has no open. Beside marked sessions with trades, it is adjusted too.
        var isAdjusted = rows.Any(row => row.IsAdjusted && row.Volume > 0);
        foreach (var row in rows)
        {
            var bar = row.Bar!.Value;
            if (known.TryGetValue(row.Date, out var earlier) && earlier != bar)
                yield return Of(DailyDoubtKind.Contradiction, row.Date, $"two answers differ on {row.Date.ToText()}.");

            if (row.IsAdjusted && isAdjusted)
                yield return Of(DailyDoubtKind.Adjusted, row.Date, $"KIS marks the session {row.Date.ToText()} as adjusted; sessions as traded were asked for.");
            if (!bar.IsConsistent)
                yield return Of(DailyDoubtKind.Contradiction, row.Date, $"the prices of {row.Date.ToText()} contradict each other.");
            else if (!isIndex && IsUnlikely(bar))
                yield return Of(DailyDoubtKind.Unlikely, row.Date, $"the shares and the value of {row.Date.ToText()} do not fit its prices.");
        }
    }

    /// <summary>Returns the first session that has other prices than in an earlier answer; null when there is none.</summary>
    /// <param name="rows">The rows of the answer.</param>
    /// <param name="known">The sessions of earlier answers.</param>
    public static DateOnly? DifferenceOf(IReadOnlyList<HantooDailyBar> rows, IReadOnlyDictionary<DateOnly, DailyBar> known)
    {
        foreach (var row in rows)
        {
            if (row.Bar is { } bar && known.TryGetValue(row.Date, out var earlier) && (bar.Open, bar.High, bar.Low, bar.Close) != (earlier.Open, earlier.High, earlier.Low, earlier.Close))
                return row.Date;
        }

        return null;
    }

    // A session without trades has one price. Trades after the hours have prices within the limits of the day.
    private static bool IsUnlikely(DailyBar bar) => bar.Volume == 0
        ? bar.Value != 0 || bar.High != bar.Low
        : (Int128)bar.Value * KlinePrice.Scale * Beyond < (Int128)bar.Volume * bar.Low || (Int128)bar.Value * KlinePrice.Scale > (Int128)bar.Volume * bar.High * Beyond;

    private static DailyDoubt Of(DailyDoubtKind kind, DateOnly date, string reason) => new(kind, date, date, reason);
}
