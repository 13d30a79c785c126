using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Hantoo;

/// <summary>A fault of an answer.</summary>
/// <param name="Text">The fault.</param>
/// <param name="IsUsable">Whether the rows are used, with a doubt, when every answer has the fault.</param>
internal sealed record DailyFault(string Text, bool IsUsable);

/// <summary>Checks a page of sessions. Pure.</summary>
internal static class DailyPage
{
    /// <summary>Returns the first fault of an answer; null when there is none.</summary>
    /// <param name="rows">The rows of the answer.</param>
    /// <param name="asked">The range that was asked for.</param>
    /// <param name="expected">The sessions that it must contain.</param>
    /// <param name="known">The sessions of earlier answers.</param>
    public static DailyFault? FaultOf(
        IReadOnlyList<HantooDailyBar> rows, (DateOnly From, DateOnly To) asked, IEnumerable<DateOnly> expected, IReadOnlyDictionary<DateOnly, DailyBar> known)
    {
        DailyFault? doubt = null;
        var seen = new Dictionary<DateOnly, DailyBar>();
        foreach (var row in rows)
        {
            if (row.Date < asked.From || row.Date > asked.To)
                return new($"the answer has the session {row.Date.ToText()}, which was not asked for.", IsUsable: false);
            if (row.Bar is not { } bar)
                return new($"the session {row.Date.ToText()} has a price that is missing or not a valid number.", IsUsable: false);
            if (!seen.TryAdd(row.Date, bar) && seen[row.Date] != bar)
                return new($"the answer has two different rows of {row.Date.ToText()}.", IsUsable: false);
            if (known.TryGetValue(row.Date, out var earlier) && earlier != bar)
                doubt ??= new($"two answers differ on {row.Date.ToText()}.", IsUsable: true);
            if (row.IsAdjusted)
                doubt ??= new($"KIS marks the session {row.Date.ToText()} as adjusted; sessions as traded were asked for.", IsUsable: true);
            if (!bar.IsConsistent)
                doubt ??= new($"the prices of {row.Date.ToText()} contradict each other.", IsUsable: true);
        }

        foreach (var date in expected)
        {
            if (!seen.ContainsKey(date))
                return new($"the answer lacks the session {date.ToText()}, which is known.", IsUsable: false);
        }

        return doubt;
    }
}
