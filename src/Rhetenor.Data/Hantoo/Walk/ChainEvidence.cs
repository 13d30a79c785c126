using System.Globalization;
using System.Runtime.InteropServices;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Hantoo;

/// <summary>Decides whether the day's value follows from the rows. Pure.</summary>
/// <remarks>Where this has not been checked against real rows, a break is asked about once, and noted.</remarks>
internal sealed class ChainEvidence(WalkFacts facts)
{
    private DateTime? _confirmed;
    private bool _wasAsked;
    private int _checks;

    /// <summary>Gets what shows that no row is missing.</summary>
    public KlineWitnesses Witnesses { get; private set; }

    /// <summary>Gets why rows may be missing or wrong; null when there is no reason.</summary>
    public string? Doubt { get; private set; }

    /// <summary>Gets something odd that is no reason to doubt; null for nothing.</summary>
    public string? Note { get; private set; }

    /// <summary>Decides on the answers so far.</summary>
    /// <returns>What must be requested first; null when it is decided.</returns>
    public WalkQuestion? Check()
    {
        var (rows, open) = (facts.CompletedRows(), facts.Open);
        if ((rows.Count > 0 ? rows[0] : open) is not { } first)
            return null;
        var gap = FindGap(rows, open);
        if (gap is { } proven && facts.IsProven(proven.From.AddMinutes(1)))
            return Judge(proven, rows);
        if (gap is { } noted && !_wasAsked && IsWithinPeriod(noted))
        {
            _wasAsked = true;
            return Again(noted.To, noted.From);
        }

        Note = gap is { } known ? Text(known) : Note;
        if (CheckHead(first) is { } question)
            return question;
        if (Doubt is null && rows.Count > 0 && facts.IsProven(first.Minute) && first.AccValue > 0)
            Witnesses |= KlineWitnesses.MoneyChain;
        return null;
    }

    private WalkQuestion? Judge(in MoneyGap gap, List<MinuteRow> rows)
    {
        // The day may have changed between two pages: if its rows are still at odds, those after the place are read again too.
        if (_checks < WalkQuestion.Patience)
            return Again(_checks == 0 ? gap.To : facts.Request.Until, gap.From);
        if (facts.NeedsTotals)
            return WalkQuestion.Totals;
        if (rows.Count > 0 && facts.SharesOfDay is { } shares && DayTotal.Refutes(gap, rows[^1].Close, rows.Sum(row => row.Volume), shares))
            (Note, Witnesses) = (Text(gap), Witnesses | (facts.IsToday ? KlineWitnesses.Quote : KlineWitnesses.DailyBar));
        else
            Doubt = Text(gap);
        return null;
    }

    // Trades before the opening have no row. If the same row comes first again, they are the reason; a row of the first known minute is not
    // asked about, because one real day in five has such trades.
    private WalkQuestion? CheckHead(in MinuteRow first)
    {
        var isProven = facts.IsWhole || facts.Request is { SharesBefore: 0, LastStored: null };
        if (!isProven || first.Minute == facts.Session.FirstMinute || first.Minute == _confirmed || first.AccValue == 0 || MoneyChain.IsHead(first))
            return null;
        if (_checks < WalkQuestion.Patience)
        {
            _confirmed = first.Minute;
            return Again(first.Minute.AddMinutes(-1), until: null);
        }

        var text = $"before {first.Minute.ToTimeText()} more was traded than rows of the day show.";
        (Doubt, Note) = facts.IsProven(first.Minute) ? (text, Note) : (Doubt, text);
        return null;
    }

    private MoneyGap? FindGap(List<MinuteRow> rows, MinuteRow? open)
    {
        // The first row of a range follows the last stored bar before it.
        var last = facts.Request.LastStored is { AccValue: > 0 } stored ? stored : (MinuteRow?)null;
        if (rows.Count > 0 && last is { } before && before.Minute < rows[0].Minute && MoneyChain.FirstGap([before, rows[0]]) is { } gap)
            return gap;

        // The row after the completed ones shows what they are missing. Until its own first trade it has the volume of the row before it.
        last = rows.Count > 0 ? rows[^1] : last;
        return MoneyChain.FirstGap(CollectionsMarshal.AsSpan(rows))
            ?? (last is { } newest && open is { } next && newest.Minute < next.Minute && next.AccValue != newest.AccValue ? MoneyChain.FirstGap([newest, next]) : null);
    }

    // Between two periods there are trades without rows.
    private bool IsWithinPeriod(MoneyGap gap) => facts.Session.Periods.Any(period =>
        period.Contains(TimeOnly.FromDateTime(gap.From)) && period.Contains(TimeOnly.FromDateTime(gap.To)));

    private static string Text(in MoneyGap gap) => string.Create(CultureInfo.InvariantCulture,
        $"between {gap.From.ToTimeText()} and {gap.To.ToTimeText()} the day's value is off by {gap.Value:0} won: rows are missing or wrong.");

    private WalkQuestion Again(DateTime cursor, DateTime? until) => new(cursor, until, _checks++);
}
