using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Hantoo;

/// <summary>Decides whether the prices of the rows can be those of one day. The day's value does not show it where a row's bounds are wide. Pure.</summary>
/// <remarks>Days without price limits, such as those before a delisting, can have such rows too: a second reading then settles the day. While the day is
/// traded, nothing is decided.</remarks>
internal sealed class PriceEvidence(WalkFacts facts)
{
    // Within limits of 30 percent, no price of a day is 1.86 times another.
    private const decimal Most = 1.9m;

    // KIS shows prices between two ticks rounded to whole won.
    private const decimal Rounding = 1;

    private int _checks;

    /// <summary>Gets why the rows may be wrong; null when there is no reason.</summary>
    public string? Doubt { get; private set; }

    /// <summary>Gets the same, where rows have not been compared with real ones: on other venues than KRX and after the regular close.</summary>
    public string? Note { get; private set; }

    /// <summary>Decides on the answers so far.</summary>
    /// <returns>What must be requested first; null when it is decided.</returns>
    public WalkQuestion? Check()
    {
        var rows = facts.CompletedRows();
        var odd = facts.IsToday && !facts.IsSessionOver ? -1 : Find(rows);
        if (odd < 0)
            return null;
        if (_checks < WalkQuestion.Patience)
            return new(rows[odd].Minute, odd > 0 ? rows[odd - 1].Minute : null, _checks++);
        var text = $"the prices of {rows[odd].Minute.ToTimeText()} contradict each other or those before.";
        (Doubt, Note) = facts.IsProven(rows[odd].Minute) ? (text, (string?)null) : (null, text);
        return null;
    }

    /// <summary>Returns the place of the first row that contradicts itself or those before; -1 for none.</summary>
    public static int Find(List<MinuteRow> rows)
    {
        MinuteRow? last = null;
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Volume == 0)
                continue;
            if (!IsConsistent(rows[i]) || (last is { } before && IsJump(before.Close, rows[i].Open)))
                return i;
            last = rows[i];
        }

        return -1;
    }

    private static bool IsConsistent(in MinuteRow row) =>
        row.Low > 0 && row.Low <= row.High && KlineBar.AreConsistent(row.Open, row.High + Rounding, row.Low - Rounding, row.Close) && !IsJump(row.Low, row.High);

    private static bool IsJump(decimal from, decimal to) => to > from * Most || from > to * Most;
}
