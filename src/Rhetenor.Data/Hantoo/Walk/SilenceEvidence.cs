using System.Globalization;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Hantoo;

/// <summary>Decides what answers without any row of the day mean. Pure.</summary>
internal sealed class SilenceEvidence(WalkFacts facts)
{
    /// <summary>Gets whether nothing was traded.</summary>
    public bool IsIdle { get; private set; }

    /// <summary>Gets what shows it.</summary>
    public KlineWitnesses Witnesses { get; private set; }

    /// <summary>Gets why the day is not covered; null when there is no reason.</summary>
    public string? Shortfall { get; private set; }

    /// <summary>Gets whether trades outside the trading hours can explain the shortfall.</summary>
    public bool IsExplicable { get; private set; }

    /// <summary>Says that an answer has no row.</summary>
    public string NoRows(DateTime cursor) =>
        $"KIS answered with no row of {facts.Request.Symbol} before {cursor.AddMinutes(1).ToTimeText()}, not even of an earlier day";

    /// <summary>Decides on the answers so far.</summary>
    /// <param name="cursor">The last minute of the last page.</param>
    /// <param name="hasOtherRows">Whether the last page has rows of other days.</param>
    /// <param name="again">The number of pages that were requested again.</param>
    /// <returns>What must be requested first; null when it is decided.</returns>
    /// <exception cref="HantooException">The answers remain empty.</exception>
    public WalkQuestion? Check(DateTime cursor, bool hasOtherRows, int again)
    {
        if (!facts.Quote.IsKnown && !hasOtherRows && !facts.SawEarlierDay)
            return null;
        if (hasOtherRows && !facts.SawEarlierDay)
            return Again(cursor, again);
        if (facts.IsToday)
            return Today(cursor, again);
        if (facts.Request.SharesOfDay == 0)
            return Conclude(KlineWitnesses.NextMaster, 0, 0, cursor, again);
        if (facts.Totals is null)
            return WalkQuestion.Totals;
        if (facts.Totals.Count == 0)
            return Again(cursor, again);

        // Totals that know of less than the next session's master are older.
        return facts.Request.SharesOfDay is { } traded && !DayTotal.IsExplicable(traded - facts.TotalOfDay.Volume, traded)
            ? Conclude(KlineWitnesses.NextMaster, traded, usual: 0, cursor, again)
            : Conclude(KlineWitnesses.DailyBar, facts.TotalOfDay.Volume, facts.UsualShares, cursor, again);
    }

    private WalkQuestion? Today(DateTime cursor, int again)
    {
        var isUnclear = !facts.Quote.IsKnown || (facts.Quote.Shares > 0 && again == WalkQuestion.Patience);
        if (isUnclear && facts.NeedsTotals)
            return WalkQuestion.Totals;
        // The one answer may be of before the opening. The daily bar is in another one.
        if (facts is { Quote: { IsKnown: true, Shares: 0 }, TradedBefore: true, NeedsTotals: true })
            return WalkQuestion.Totals;
        if (facts is { Quote: { IsKnown: true, Shares: 0 }, TradedBefore: true, Totals.Count: > 0 })
            return Conclude(KlineWitnesses.DailyBar, facts.TotalOfDay.Volume, facts.UsualShares, Running(), again);
        if (facts.Quote.IsKnown)
            return Conclude(KlineWitnesses.Quote, facts.Quote.Shares, facts.UsualShares, Running(), again);
        if (facts.Totals is { Count: > 0 })
            return Conclude(KlineWitnesses.DailyBar, facts.TotalOfDay.Volume, facts.UsualShares, cursor, again);
        if (facts.IsSessionOver)
            return Again(cursor, again);
        IsIdle = true;
        return null;
    }

    // The totals decide: nothing was traded, or the answer contradicts them.
    private WalkQuestion? Conclude(KlineWitnesses witness, decimal shares, decimal usual, DateTime cursor, int again)
    {
        if (shares == 0 && witness == KlineWitnesses.DailyBar && facts.EndsBeforeDay)
        {
            (Shortfall, IsExplicable) = ("KIS has neither minutes nor a daily bar of the day, nor of a later one: it may not have them yet.", true);
            return null;
        }

        if (shares == 0 && witness == KlineWitnesses.DailyBar && facts.IsLeftOutOfTotals)
        {
            Shortfall = "KIS has neither minutes nor a daily bar of the day, and daily bars of nearly every day before it: the answers are wrong, or the day was no session.";
            return null;
        }

        if (shares == 0)
        {
            IsIdle = true;
            Witnesses |= witness;
            return null;
        }

        if (again < (facts.IsSessionOver ? WalkQuestion.Patience : 1))
            return new(cursor, Times: again);

        // Without any row, not even of an earlier day, the source may have forgotten the day.
        IsExplicable = facts.SawEarlierDay && DayTotal.IsExplicable(shares, usual);
        Witnesses |= IsExplicable && facts.Request.SharesOfDay is not null ? KlineWitnesses.NextMaster : KlineWitnesses.None;
        Shortfall = string.Create(CultureInfo.InvariantCulture,
            $"KIS contradicts itself: no row of the day in {again + 1} answers, and {Texts.Count((long)shares, "share")} traded on the day.");
        return null;
    }

    private WalkQuestion Again(DateTime cursor, int again) => again < WalkQuestion.Patience
        ? new(cursor, Times: again)
        : throw new HantooException(HantooError.UnexpectedReply, $"{NoRows(cursor)}, in {WalkQuestion.Patience + 1} answers.");

    // The shares may have been traded after the requested minutes: then rows of the day show it.
    private DateTime Running()
    {
        var now = facts.LastAnswered.ToOffset(KoreaTime.Offset).DateTime;
        var minute = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));
        return minute < facts.Session.LastMinute ? minute : facts.Session.LastMinute;
    }
}
