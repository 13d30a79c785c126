using System.Globalization;
using System.Runtime.InteropServices;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Hantoo;

/// <content>Compares the rows of the day with what other facts say about it.</content>
internal sealed partial class MinuteWalk
{
    private IReadOnlyList<HantooDailyBar>? _totals;
    private KlineWitnesses _witnesses;
    private DateTime? _confirmed;
    private string? _doubt;
    private string? _note;
    private string? _shortfall;
    private bool _isExplicable;
    private int _checks;
    private int _tailChecks;
    private int _totalsAgain;

    /// <summary>Gets whether the totals of the session are needed to decide what the answers mean.</summary>
    public bool AsksTotals { get; private set; }

    // A call for today made after the end answers for the whole day.
    private bool IsSessionOver => _answered - _request.SettleMargin >= _request.Session.End;

    /// <summary>Adds the totals of the sessions around the requested one.</summary>
    /// <param name="bars">The totals, in any order. A session that is absent among others was not traded; none at all says nothing.</param>
    /// <param name="calls">The number of calls that they took.</param>
    /// <exception cref="HantooException">The answers remain contradictory.</exception>
    public void AddTotals(IReadOnlyList<HantooDailyBar> bars, int calls = 1)
    {
        Calls += calls;
        Wait = default;
        if (bars.Count == 0 && _totalsAgain < Patience)
        {
            Delay(_totalsAgain++);
            return;
        }

        (AsksTotals, _totals) = (false, bars);
        if (_rows.Count == 0)
            AddNothing(_sawEarlierDay, _answered!.Value);
        if (_rows.Count > 0 || _isOver)
            Check();
    }

    // No row of the day has been received so far.
    private void AddNothing(bool hasOtherRows, DateTimeOffset answered)
    {
        if (!_quote.IsKnown && !hasOtherRows && !_sawEarlierDay)
            _isOver = true;
        else if (hasOtherRows && !_sawEarlierDay)
            AskAgain(NoRows, _cursor);
        else if (_isToday)
            AddNothingToday(answered);
        else if (_request.SharesOfDay is { } shares)
            Conclude(KlineWitnesses.NextMaster, shares, 0);
        else if (_totals is null)
            AsksTotals = true;
        else if (_totals.Count == 0)
            AskAgain(NoRows, _cursor);
        else
            Conclude(KlineWitnesses.DailyBar, TotalOfDay.Volume, UsualShares);
    }

    private void AddNothingToday(DateTimeOffset answered)
    {
        var isUnclear = !_quote.IsKnown || (_quote.Shares > 0 && _again == Patience);
        if (isUnclear && NeedsTotals())
            return;
        if (_quote.IsKnown)
            Conclude(KlineWitnesses.Quote, _quote.Shares, UsualShares, Running(answered));
        else if (_totals is { Count: > 0 })
            Conclude(KlineWitnesses.DailyBar, TotalOfDay.Volume, UsualShares);
        else
            (_isIdle, _isOver) = (true, true);
    }

    // Without rows, the totals decide: nothing was traded, or the answer contradicts them.
    private void Conclude(KlineWitnesses witness, decimal shares, decimal usual, DateTime? cursor = null)
    {
        if (shares == 0)
        {
            (_isIdle, _isOver) = (true, true);
            _witnesses |= witness;
        }
        else if (_again < (IsSessionOver ? Patience : 1))
        {
            Delay(_again++);
            Ask(cursor ?? _cursor);
        }
        else
        {
            _isOver = true;
            _isExplicable = DayTotal.IsExplicable(shares, usual);
            _shortfall = string.Create(CultureInfo.InvariantCulture,
                $"KIS contradicts itself: no row of the day in {_again + 1} answers, and {Texts.Count((long)shares, "share")} traded on the day.");
        }
    }

    private void Check()
    {
        Next = null;
        if (_rows.Count == 0)
            return;
        List<MinuteRow> rows = [.. _rows.Where(row => row.Minute <= _completed)];
        MinuteRows.Order(rows);
        if (rows.Count > 0 && !CheckChain(rows))
            return;
        CheckTail();
    }

    // The day's value must follow from the rows. Beyond the regular close and on other venues this has not been checked against real
    // rows: there a break is asked about once, and noted.
    private bool CheckChain(List<MinuteRow> rows)
    {
        var gap = GapAfterStored(rows[0]) ?? MoneyChain.FirstGap(CollectionsMarshal.AsSpan(rows)) ?? GapBeforeOpenRow(rows[^1]);
        var isHeadMissing = gap is null && IsWhole && rows[0].Minute > _request.Session.FirstMinute
            && rows[0].Minute != _confirmed && MoneyChain.IsHeadMissing(rows[0], _isToday ? _quote.PreviousClose : 0);
        var place = gap?.To ?? rows[0].Minute;
        var isWitness = IsWitness(gap?.From.AddMinutes(1) ?? place);
        if (!isWitness || (gap is null && !isHeadMissing))
            _witnesses |= IsWitness(rows[0].Minute) && rows[0].AccValue > 0 ? KlineWitnesses.MoneyChain : KlineWitnesses.None;
        if (gap is null && !isHeadMissing)
            return true;

        var text = gap is { } found
            ? string.Create(CultureInfo.InvariantCulture, $"between {found.From.ToTimeText()} and {found.To.ToTimeText()} the day's value is off by {found.Value:0} won: rows are missing or wrong.")
            : $"before {place.ToTimeText()} more was traded than rows of the day show.";
        if (!isWitness && (_checks > 0 || IsBetweenPeriods(gap)))
        {
            _note = text;
            return true;
        }

        if (_checks < Patience)
        {
            _confirmed = isHeadMissing ? place : _confirmed;
            CheckAgain(ref _checks, isHeadMissing ? place.AddMinutes(-1) : place, gap?.From);
            return false;
        }

        if (gap is not null && NeedsTotals())
            return false;
        if (gap is { } known && SharesOfDay is { } shares && DayTotal.Refutes(known, rows[^1].Close, SharesOfRows, shares))
            (_note, _witnesses) = (text, _witnesses | (_isToday ? KlineWitnesses.Quote : KlineWitnesses.DailyBar));
        else
            _doubt = text;
        return true;
    }

    // What was traded after the newest row cannot be seen in the rows. The totals of the day show it.
    private void CheckTail()
    {
        var newest = _rows.MaxBy(row => row.Minute);
        if (_doubt is not null || _request.Until < _request.Session.LastMinute || (_isToday && !IsSessionOver))
            return;
        if (newest.Minute >= _request.Session.LastMinute && newest.Minute <= _completed)
            _witnesses |= KlineWitnesses.LastMinute;
        else if (!_isToday && IsWhole && _request.SharesOfDay is { } known && DayTotal.IsExplained(known - SharesOfRows, known))
            _witnesses |= KlineWitnesses.NextMaster;
        else if (_isToday && _quote.Value > 0)
            Compare(KlineWitnesses.Quote, newest, (long)_quote.Shares, (long)_quote.Value);
        else if (NeedsTotals())
            return;
        else if (_totals is { Count: > 0 })
            Compare(KlineWitnesses.DailyBar, newest, TotalOfDay.Volume, TotalOfDay.Value);
        else
            (_shortfall, _isExplicable) = ($"after {newest.Minute.ToTimeText()} no other fact shows whether more was traded.", true);
    }

    // The value that the newest row carries must be that of the day. Where the value is no witness, the shares of all rows must be those of
    // the day.
    private void Compare(KlineWitnesses witness, in MinuteRow newest, long shares, long value)
    {
        var isSum = !_witnesses.HasFlag(KlineWitnesses.MoneyChain) || (IsWhole && !DayTotal.IsExplicable(shares - SharesOfRows, shares));
        if (isSum && !IsWhole)
            return;
        var (rest, total) = isSum ? (shares - SharesOfRows, shares) : (value - ValueOf(newest), (decimal)value);
        if (DayTotal.IsExplained(rest, total))
        {
            _witnesses |= witness;
            return;
        }

        if (_tailChecks < Patience)
        {
            CheckAgain(ref _tailChecks, _request.Until, isSum ? null : newest.Minute);
            return;
        }

        if (NeedsTotals())
            return;
        _isExplicable = DayTotal.IsExplicable(rest, isSum ? total : Math.Max(total, UsualValue));
        _shortfall = isSum
            ? string.Create(CultureInfo.InvariantCulture, $"{rest:0} of the day's {total:0} shares are in no row.")
            : string.Create(CultureInfo.InvariantCulture, $"after {newest.Minute.ToTimeText()} {rest:0} won more were traded than rows show.");
    }

    private bool IsWhole => _request.After is null;

    private long SharesOfRows
    {
        get
        {
            List<MinuteRow> rows = [.. _rows];
            MinuteRows.Order(rows);
            return rows.Sum(row => row.Volume);
        }
    }

    // The day's value may begin again after the regular close.
    private decimal ValueOf(in MinuteRow newest)
    {
        var last = newest;
        var most = _rows.Where(row => row.Minute < last.Minute).Select(row => row.AccValue).DefaultIfEmpty().Max();
        return most > last.AccValue && !IsWitness(last.Minute) ? (decimal)most + last.AccValue : last.AccValue;
    }

    private bool IsWitness(DateTime minute) => _isProvenEverywhere || (_request.Session.Venue == Venue.Krx && TimeOnly.FromDateTime(minute) <= _request.Session.ClosingAuction);

    private HantooDailyBar TotalOfDay => (_totals ?? []).FirstOrDefault(bar => bar.Date == _request.Session.Date);

    private long? SharesOfDay => _totals is { Count: > 0 } ? TotalOfDay.Volume : _isToday && _quote.Shares > 0 ? (long)_quote.Shares : null;

    private decimal UsualValue => Usual(bar => bar.Value);

    private decimal UsualShares => Usual(bar => bar.Volume);

    private decimal Usual(Func<HantooDailyBar, long> number)
    {
        var traded = (_totals ?? []).Where(bar => bar.Volume > 0 && bar.Date != _request.Session.Date).Select(number).Order().ToList();
        return traded.Count == 0 ? 0 : traded[traded.Count / 2];
    }

    private bool NeedsTotals() => AsksTotals = _totals is null && (!_isToday || IsSessionOver);

    // The first row of a range follows the last stored bar before it.
    private MoneyGap? GapAfterStored(in MinuteRow first) =>
        _request.LastStored is { AccValue: > 0 } last && last.Minute < first.Minute ? MoneyChain.FirstGap([last, first]) : null;

    // Between two periods there are trades without rows.
    private bool IsBetweenPeriods(MoneyGap? gap) => gap is not { } place || !_request.Session.Periods.Any(period =>
        period.Contains(TimeOnly.FromDateTime(place.From)) && period.Contains(TimeOnly.FromDateTime(place.To)));

    // The row after the completed ones shows what they are missing. Until its own first trade it has the volume of the row before it.
    private MoneyGap? GapBeforeOpenRow(in MinuteRow last)
    {
        var open = _rows.Where(row => row.Minute > _completed).ToList();
        if (open.Count == 0)
            return null;
        var next = open.Where(row => row.Minute == open.Min(other => other.Minute)).Last();
        return next.AccValue == last.AccValue ? null : MoneyChain.FirstGap([last, next]);
    }

    // The rows before the place are known already.
    private void CheckAgain(ref int times, DateTime cursor, DateTime? until)
    {
        _gap = until;
        _isOver = false;
        Delay(times++);
        Ask(cursor);
    }
}
