using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Hantoo;

/// <summary>Checks a page of sessions. Pure.</summary>
internal static class DailyPage
{
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
    public static IEnumerable<DailyDoubt> DoubtsOf(IReadOnlyList<HantooDailyBar> rows, IReadOnlyDictionary<DateOnly, DailyBar> known)
    {
        foreach (var row in rows)
        {
            var bar = row.Bar!.Value;
            if (known.TryGetValue(row.Date, out var earlier) && earlier != bar)
                yield return Of(DailyDoubtKind.Contradiction, row.Date, $"two answers differ on {row.Date.ToText()}.");

            // KIS also documents the mark for a session without trades, which has no open.
            if (row.IsAdjusted && bar.Volume > 0)
                yield return Of(DailyDoubtKind.Adjusted, row.Date, $"KIS marks the session {row.Date.ToText()} as adjusted; sessions as traded were asked for.");
            if (!bar.IsConsistent)
                yield return Of(DailyDoubtKind.Contradiction, row.Date, $"the prices of {row.Date.ToText()} contradict each other.");
        }
    }

    private static DailyDoubt Of(DailyDoubtKind kind, DateOnly date, string reason) => new(kind, date, date, reason);
}
