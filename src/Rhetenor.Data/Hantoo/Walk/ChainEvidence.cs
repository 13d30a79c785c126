using System.Globalization;
using System.Runtime.InteropServices;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Hantoo;

/// <summary>Decides whether the day's value follows from the rows. Pure.</summary>
/// <remarks>Where this has not been checked against real rows, a break is asked about once, and noted.</remarks>
internal sealed class ChainEvidence(WalkFacts facts)
{
    // A real day with a break has one or two. Prices and shares of past days are adjusted, not always both.
    private const int Few = 4;

    private DateTime? _confirmed;
    private bool _wasAsked;
    private int _checks;
    private int _confirmations;

    /// <summary>Gets what shows that no row is missing.</summary>
    public KlineWitnesses Witnesses { get; private set; }

    /// <summary>Gets why rows may be missing or wrong; null when there is no reason.</summary>
    public string? Doubt { get; private set; }

    /// <summary>Gets something odd that is no reason to doubt; null for nothing.</summary>
    public string? Note { get; private set; }

    /// <summary>Gets whether the day's value follows from the rows in every period, whether or not it is a witness there.</summary>
    public bool IsUnbroken { get; private set; }

    /// <summary>Gets the last minute up to which it does; null when it does not from the beginning.</summary>
    public DateTime? Unbroken { get; private set; }

    /// <summary>Decides on the answers so far.</summary>
    /// <returns>What must be requested first; null when it is decided.</returns>
    public WalkQuestion? Check()
    {
        var (rows, open) = (facts.CompletedRows(), facts.Open);
        if ((rows.Count > 0 ? rows[0] : open) is not { } first)
            return null;
        var gaps = FindGaps(rows, open);
        var proven = gaps.FindAll(gap => facts.IsProven(gap.From.AddMinutes(1)) && ((facts.IsProven(gap.To) && !facts.HasClosingPriceTrades(gap.From, gap.To)) || !IsBetween(gap)));
        if (proven.Count > 0 && Judge(proven, rows) is { } question)
            return question;
        if (Doubt is not null)
            return null;
        var other = gaps.Find(gap => !proven.Contains(gap) && !IsExpected(gap));
        if (other != default && !_wasAsked)
        {
            _wasAsked = true;
            return Again(other.To, other.From);
        }

        Note = other != default ? Text(other) : Note;
        (IsUnbroken, Unbroken) = (proven.Count == 0 && other == default && rows.TrueForAll(row => row.AccValue > 0 || row.Volume == 0), proven.Concat([other]).Where(gap => gap != default).Min(gap => (DateTime?)gap.From) ?? rows.LastOrDefault().Minute);
        if (CheckHead(first) is { } head)
            return head;
        if (Doubt is null && proven.Count == 0 && rows.Count > 0 && facts.IsProven(first.Minute) && first.AccValue > 0)
            Witnesses |= KlineWitnesses.MoneyChain;
        return null;
    }

    // Each gap must be refuted by itself.
    private WalkQuestion? Judge(List<MoneyGap> gaps, List<MinuteRow> rows)
    {
        // The day may have changed between two pages: if its rows are still at odds, those after the place are read again too.
        if (_checks < WalkQuestion.Patience)
            return Again(_checks == 0 ? gaps[0].To : facts.Start, gaps[0].From);
        if (facts.NeedsTotals)
            return WalkQuestion.Totals;
        var (shares, traded) = (facts.SharesOfDay, rows.Sum(row => row.Volume));
        var areMany = facts.HasRawPrices && gaps.Count > Math.Max(Few, rows.Count / 20);
        var standing = gaps.Find(gap => areMany || !(rows.Count > 0 && shares is { } known && DayTotal.Refutes(gap, rows[^1].Close, traded, known)));
        if (standing == default)
            (Note, Witnesses) = (Text(gaps[0]), Witnesses | (facts.IsToday ? KlineWitnesses.Quote : KlineWitnesses.DailyBar));
        else
            Doubt = Text(standing);
        return null;
    }

    // Trades before the opening have no row. A row of the first known minute is not asked about, because one real day in five has such trades.
    private WalkQuestion? CheckHead(in MinuteRow first)
    {
        var isBeginning = facts.IsWhole || facts.Request is { SharesBefore: 0, LastStored: null };
        if (!isBeginning || first.AccValue == 0 || (MoneyChain.IsHead(first) && (!facts.IsAfterMarket(first.Minute) || facts.IsPassedInOnePage)))
            return null;
        if (!MoneyChain.CanBeFirst(first) && facts.NeedsTotals)
            return WalkQuestion.Totals;
        var canBeFirst = facts.HasRawPrices ? MoneyChain.CanBeFirst(first) : MoneyChain.IsPossible(first);
        if (canBeFirst)
        {
            if (first.Minute == facts.Session.FirstMinute)
                return null;

            // The daily bar has the first price of the day.
            if (facts.ExplainsHead(first))
                return facts.NeedsTotals ? WalkQuestion.Totals : null;
        }
        else
        {
            Note = $"the prices of {first.Minute.ToTimeText()} cannot be those of its trades.";
        }

        // The same row must come first again, if possible in a page that shows where the day begins.
        if (_confirmations < WalkQuestion.Patience && (first.Minute != _confirmed || !facts.IsPassedInOnePage))
        {
            _confirmed = first.Minute;
            return new(first.Minute, Times: _confirmations++);
        }

        // The first price of the day does not change while it is traded.
        if (facts.Totals is null)
            return WalkQuestion.Totals;
        // Prices that contradict each other are judged by themselves.
        if (canBeFirst ? facts.ExplainsHead(first) || facts.CanBeHead(first) : !MoneyChain.IsPossible(first) && facts.ExplainsHead(first))
            return null;
        var text = Note ?? $"before {first.Minute.ToTimeText()} more was traded than rows of the day show.";
        (Doubt, Note, IsUnbroken, Unbroken) = facts.IsProven(first.Minute) ? (text, Note, IsUnbroken, Unbroken) : (Doubt, text, false, null);
        return null;
    }

    private List<MoneyGap> FindGaps(List<MinuteRow> rows, MinuteRow? open)
    {
        // The first row of a range follows the last stored bar before it.
        var last = facts.Request.LastStored is { AccValue: > 0 } stored ? stored : (MinuteRow?)null;
        var gaps = rows.Count > 0 && last is { } before && before.Minute < rows[0].Minute ? MoneyChain.Gaps([before, rows[0]]) : [];
        gaps.AddRange(MoneyChain.Gaps(CollectionsMarshal.AsSpan(rows)));

        // The row after the completed ones shows what they are missing. Until its own first trade it has the volume of the row before it.
        last = rows.Count > 0 ? rows[^1] : last;
        if (last is { } newest && open is { } next && newest.Minute < next.Minute && next.AccValue != newest.AccValue)
            gaps.AddRange(MoneyChain.Gaps([newest, next]));
        return gaps;
    }

    // Between two periods there may be trades without rows, at most so many, and the value may begin again. A period between them is not passed
    // over without a row.
    private bool IsBetween(MoneyGap gap)
    {
        var (from, to) = (PeriodOf(gap.From), PeriodOf(gap.To));
        if (from == to)
            return false;
        if (gap.Value < 0)
            return facts.Received.Exists(row => row.Minute == gap.To && MoneyChain.IsHead(row));
        return to - from == 1 ? DayTotal.IsExplicable(gap.Value, facts.ValueOfDay) : DayTotal.IsExplained(gap.Value, facts.ValueOfDay);
    }

    // Where there are trades without rows, or the value begins again. Without a row of the closing auction, or of the first minute of the next period,
    // the value may also be that of the minutes between: then only as much as such trades usually are.
    private bool IsExpected(MoneyGap gap) => IsBetween(gap)
        && (!facts.IsProven(gap.From.AddMinutes(1)) || TimeOnly.FromDateTime(gap.From) == facts.Session.ClosingAuction)
        && (gap.Value < 0 || (facts.Session.Venue == Venue.Krx && IsFirstOfPeriod(gap.To)) || (facts.Session.Venue != Venue.Nextrade && DayTotal.IsExplained(gap.Value, facts.ValueOfDay)));

    private bool IsFirstOfPeriod(DateTime minute) => facts.Session.Periods.Any(period => period.First == TimeOnly.FromDateTime(minute));

    private int PeriodOf(DateTime minute)
    {
        var periods = facts.Session.Periods;
        for (var i = periods.Count - 1; i >= 0; i--)
        {
            if (TimeOnly.FromDateTime(minute) >= periods[i].First)
                return i;
        }

        return 0;
    }

    private static string Text(in MoneyGap gap) => string.Create(CultureInfo.InvariantCulture,
        $"between {gap.From.ToTimeText()} and {gap.To.ToTimeText()} the day's value is off by {gap.Value:0} won: rows are missing or wrong.");

    private WalkQuestion Again(DateTime cursor, DateTime? until) => new(cursor, until, _checks++);
}
