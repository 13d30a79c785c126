using System.Globalization;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Hantoo;

/// <summary>Decides whether anything was traded after the newest row. The rows cannot show it, the totals of the day can. Pure.</summary>
internal sealed class TailEvidence(WalkFacts facts)
{
    private int _checks;

    // A later page has a later quote: the page of the newest rows may be older.
    private int _later;

    /// <summary>Gets what shows that nothing was.</summary>
    public KlineWitnesses Witnesses { get; private set; }

    /// <summary>Gets why the minutes after the newest row are not covered; null when there is no reason.</summary>
    public string? Shortfall { get; private set; }

    /// <summary>Gets whether trades outside the trading hours can explain the shortfall.</summary>
    public bool IsExplicable { get; private set; }

    /// <summary>Decides on the answers so far.</summary>
    /// <param name="isChained">Whether the day's value follows from the rows, where it is a witness.</param>
    /// <param name="isUnbroken">Whether it follows from them in every period.</param>
    /// <returns>What must be requested first; null when it is decided.</returns>
    public WalkQuestion? Check(bool isChained, bool isUnbroken)
    {
        var newest = facts.Newest;
        if (facts.Request.Until < facts.Session.LastMinute || (facts.IsToday && !facts.IsSessionOver))
            return null;
        if (facts is { IsToday: true, Quote.IsKnown: true } && facts.MostValue > facts.Quote.Value && _later < WalkQuestion.Patience)
            return new(facts.Start, newest.Minute, _later++);
        if (isUnbroken && newest.Minute == facts.Session.LastMinute && newest.Minute <= facts.Completed && !IsContradicted)
            Witnesses |= KlineWitnesses.LastMinute;
        else if (!facts.IsToday && facts.IsWhole && facts.Request.SharesOfDay is { } known && DayTotal.IsExplained(known - facts.SharesOfRows, known))
            Witnesses |= KlineWitnesses.NextMaster;
        else if (facts.IsToday && facts.Quote.Value > 0)
            return Compare(KlineWitnesses.Quote, isChained && isUnbroken, newest, (long)facts.Quote.Shares, (long)facts.Quote.Value);
        else if (facts.NeedsTotals)
            return WalkQuestion.Totals;
        else if (facts.LacksSharesOfMaster)
            Shortfall = string.Create(CultureInfo.InvariantCulture, $"the next session's master shows {facts.Request.SharesOfDay} shares, the rows {facts.SharesOfRows} and the daily bar {facts.TotalOfDay.Volume}.");
        else if (facts.Totals is { Count: > 0 })
            return Compare(KlineWitnesses.DailyBar, isChained && isUnbroken, newest, facts.TotalOfDay.Volume, facts.TotalOfDay.Value);
        else
            (Shortfall, IsExplicable, Witnesses) = ($"after {newest.Minute.ToTimeText()} no other fact shows whether more was traded.", true, Witnesses | Master);
        return null;
    }

    // The next session's master, where it is known and leaves room for no more than trades outside the trading hours.
    private KlineWitnesses Master => !facts.IsToday && facts.Request.SharesOfDay is not null ? KlineWitnesses.NextMaster : KlineWitnesses.None;

    // The quote of the same answer, where trades outside the trading hours cannot explain what it shows beside the rows: they may be of another day or venue.
    private bool IsContradicted => facts is { IsToday: true, Quote.Value: > 0 }
        && !DayTotal.IsExplicable(Math.Abs(facts.Quote.Value - ValueOf(facts.Newest)), facts.Quote.Value);

    // The value that the newest row carries must be that of the day. Where the value is no witness, the shares of all rows must be those of
    // the day.
    private WalkQuestion? Compare(KlineWitnesses witness, bool isChained, in MinuteRow newest, long shares, long value)
    {
        var missing = shares - facts.SharesOfRows;
        var isSum = !isChained || (facts.IsWhole && !DayTotal.IsExplicable(missing, shares) && !DayTotal.IsExplicable(value - facts.WorthOfRows, value));
        if (isSum && !facts.IsWhole)
            return null;
        var (rest, total) = isSum ? (missing, shares) : (value - ValueOf(newest), (decimal)value);
        if (DayTotal.IsExplained(rest, total))
        {
            // The last price may be of a row that the answer lacks.
            if (witness == KlineWitnesses.Quote && rest > 0 && newest.Close != facts.Quote.LastPrice && _checks == 0)
                return new(facts.Start, newest.Minute, _checks++);
            Witnesses |= witness | Master;
            return null;
        }

        if (_checks < WalkQuestion.Patience)
            return new(facts.Start, isSum ? null : newest.Minute, _checks++);
        if (facts.NeedsTotals)
            return WalkQuestion.Totals;
        var canBeOffHours = DayTotal.IsExplicable(rest, isSum ? total : Math.Max(total, facts.UsualValue));
        IsExplicable = (canBeOffHours && rest >= 0) || ((isSum || canBeOffHours) && IsOtherFrame(value)) || IsOfRegularSession(shares);
        Witnesses |= IsExplicable ? Master : KlineWitnesses.None;
        Shortfall = rest < 0
            ? string.Create(CultureInfo.InvariantCulture, $"rows show {-rest:0} {(isSum ? "shares" : "won")} more than the day's {total:0}, which therefore prove nothing.")
            : isSum ? string.Create(CultureInfo.InvariantCulture, $"{rest:0} of the day's {total:0} shares are in no row.")
            : string.Create(CultureInfo.InvariantCulture, $"after {newest.Minute.ToTimeText()} {rest:0} won more were traded than rows show.");
        return null;
    }

    // Totals that end with the regular session do not refute the rows after it.
    private bool IsOfRegularSession(long shares) => facts.SharesOfRegularSession is var rows && rows < facts.SharesOfRows && shares >= rows && DayTotal.IsExplicable(shares - rows, shares);

    // KIS adjusts the shares of rows after a split and not those of the day; their value stays.
    private bool IsOtherFrame(long value) => value - facts.WorthOfRows is var rest && DayTotal.IsExplicable(rest, value) && -rest <= value * DayTotal.Usual;

    // The day's value may begin again after the regular close.
    private decimal ValueOf(in MinuteRow newest)
    {
        var last = newest;
        var most = facts.Received.Where(row => row.Minute < last.Minute).Select(row => row.AccValue).DefaultIfEmpty().Max();
        return most > last.AccValue && !facts.IsProven(last.Minute) ? (decimal)most + last.AccValue : last.AccValue;
    }
}
