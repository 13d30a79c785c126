using System.Globalization;
using System.Runtime.InteropServices;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Hantoo;

/// <summary>Walks backwards through a day's pages of minutes. It decides which page comes next, after which wait, and which rows
/// count. Pure.</summary>
/// <remarks>
/// An answer without rows proves nothing, and a single row of an earlier day neither. The beginning of a day is reached where rows
/// pass in order to an earlier day, or at the session's first minute. Where the day's value does not follow from the rows, the rows
/// there are requested again. What remains unexplained is a doubt, not an error.
/// </remarks>
internal sealed class MinuteWalk
{
    /// <summary>The number of times that a page is requested again before it is given up.</summary>
    public const int Patience = 3;

    private readonly KlineRequest _request;
    private readonly List<MinuteRow> _rows = [];
    private DateTime _cursor;
    private DateTime? _completed;
    private DateTimeOffset? _answered;
    private DateTime? _confirmed;
    private DateTime? _gap;
    private bool _sawEarlierDay;
    private bool _isIdle;
    private bool _hasTotals;
    private bool _isOver;
    private string? _doubt;
    private int _calls;
    private int _again;
    private int _checks;

    /// <param name="request">The requested range.</param>
    public MinuteWalk(KlineRequest request)
    {
        _request = request;
        _cursor = request.Until;
        Next = TimeOnly.FromDateTime(_cursor);
    }

    /// <summary>Gets the last minute of the next page, inclusive; null when the walk is complete.</summary>
    public TimeOnly? Next { get; private set; }

    /// <summary>Gets whether the session's totals are needed to decide what an answer without rows means.</summary>
    public bool AsksTotals { get; private set; }

    /// <summary>Gets the time to wait before the next page. It grows while answers are doubtful.</summary>
    public TimeSpan Wait { get; private set; }

    private bool IsKrx => _request.Session.Venue == Venue.Krx;

    /// <summary>Adds the page that was requested.</summary>
    /// <param name="page">The rows of the page, in the order received and of any day.</param>
    /// <param name="answered">When the server answered.</param>
    /// <param name="isKnown">Whether KIS knows the symbol.</param>
    /// <param name="dayVolume">The shares of the symbol traded on the day of the answer.</param>
    /// <exception cref="HantooException">The page does not lead further back, or the answers remain empty or contradictory.</exception>
    public void Add(IReadOnlyList<MinuteRow> page, DateTimeOffset answered, bool isKnown = false, long dayVolume = 0)
    {
        Wait = default;

        // Later pages have older rows, so the first answer decides for all of them which minutes were over.
        _calls++;
        if (_answered is null && _request.Session.LastCompleted(answered - _request.SettleMargin) is { } last)
            _completed = last < _request.Until ? last : _request.Until;
        _answered ??= answered;
        var (oldest, passes) = Take(page);
        var isToday = KoreaTime.DateOf(answered) == _request.Session.Date;
        if (oldest is null && isToday && dayVolume > 0 && _rows.Count == 0)
            AskAgain($"KIS contradicts itself: no row of {_request.Symbol}, and {Texts.Count(dayVolume, "share")} traded on the day", Running(answered));
        else if (page.Count > 0)
            Follow(oldest, passes);
        else if (_rows.Count == 0 && !_sawEarlierDay && (!isKnown || isToday))
            (_isIdle, _isOver) = (isKnown, true);
        else if (_rows.Count == 0 && !_sawEarlierDay && !_hasTotals)
            AsksTotals = true;
        else if (_again == Patience && IsHeadProven())
            _isOver = true;
        else
            AskAgain($"KIS answered with no row of {_request.Symbol} before {_cursor.AddMinutes(1).ToTimeText()}, not even of an earlier day", _cursor);
        if (_isOver)
            Check();
    }

    /// <summary>Adds the totals of the sessions up to the requested one, after an answer without rows.</summary>
    /// <param name="bars">The totals, in any order. A session that is absent among others was not traded; none at all says nothing.</param>
    /// <exception cref="HantooException">The symbol was traded, and the answers remain empty.</exception>
    public void AddTotals(IReadOnlyList<HantooDailyBar> bars)
    {
        _calls++;
        (AsksTotals, _hasTotals) = (false, true);
        var shares = bars.FirstOrDefault(bar => bar.Date == _request.Session.Date).Volume;
        if (bars.Count > 0 && shares == 0)
            (_isIdle, Next) = (true, null);
        else
            AskAgain(shares > 0
                ? $"KIS contradicts itself: no row of {_request.Symbol}, and {Texts.Count(shares, "share")} traded on the day"
                : $"KIS answered with no row of {_request.Symbol} before {_cursor.AddMinutes(1).ToTimeText()}, not even of an earlier day", _cursor);
    }

    /// <summary>Records that the page could not be used.</summary>
    /// <returns>Whether it is to be requested again.</returns>
    public bool TryAgain()
    {
        _calls++;
        if (_again == Patience)
            return false;
        Delay(_again++);
        return true;
    }

    /// <summary>Returns the result of the walk.</summary>
    public KlineFetch Result()
    {
        List<MinuteRow> rows = [.. _rows.Where(row => row.Minute <= _completed && !(row.Minute <= _request.After))];
        MinuteRows.Order(rows);
        return new(rows, _completed)
        {
            State = _rows.Count > 0 || _sawEarlierDay || _isIdle ? SymbolDayState.Complete : SymbolDayState.Doubtful,
            Doubt = _doubt,
            Calls = _calls,
            Answered = _answered,
        };
    }

    // Returns the oldest row of the day, and whether the rows pass in order from the day to an earlier one.
    private (DateTime? Oldest, bool Passes) Take(IReadOnlyList<MinuteRow> page)
    {
        DateTime? oldest = null;
        var (earlier, isMixed) = (0, false);
        foreach (var row in page)
        {
            var day = DateOnly.FromDateTime(row.Minute);
            if (day < _request.Session.Date)
                earlier++;
            if (day != _request.Session.Date)
                continue;
            isMixed |= earlier > 0;
            oldest = oldest < row.Minute ? oldest : row.Minute;
            _rows.Add(row);
        }

        return (oldest, earlier > 0 && !isMixed);
    }

    private void Follow(DateTime? oldest, bool passes)
    {
        _again = 0;
        _sawEarlierDay |= passes;
        if (oldest is null || passes || oldest <= _request.Session.FirstMinute || oldest <= _gap || (_request.After is { } after && oldest <= after.AddMinutes(1)))
        {
            _isOver = true;
            return;
        }

        var next = oldest.Value.AddMinutes(-1);
        if (next >= _cursor)
            throw new HantooException(HantooError.UnexpectedReply,
                $"KIS repeats itself: asked for minutes of {_request.Symbol} up to {_cursor.ToTimeText()}, got none before {oldest.Value.ToTimeText()}.");
        Ask(next);
    }

    // The day's value must follow from the rows. On the other venues this has not been checked against real rows.
    private void Check()
    {
        Next = null;
        if (!IsKrx || _rows.Count == 0)
            return;
        List<MinuteRow> rows = [.. _rows.Where(row => row.Minute <= _completed)];
        MinuteRows.Order(rows);
        if (rows.Count == 0)
            return;
        if ((MoneyChain.FirstGap(CollectionsMarshal.AsSpan(rows)) ?? GapBeforeOpenRow(rows[^1])) is { } gap)
        {
            if (_checks == Patience)
                _doubt = string.Create(CultureInfo.InvariantCulture,
                    $"between {gap.From.ToTimeText()} and {gap.To.ToTimeText()} the day's value is off by {gap.Value:0} won: rows are missing or wrong.");
            else
                CheckAgain(gap.To, gap.From);
        }
        else if (_request.After is null && rows[0].Minute > _request.Session.FirstMinute && rows[0].Minute != _confirmed && MoneyChain.IsHeadMissing(rows[0]))
        {
            if (_checks == Patience)
                _doubt = $"before {rows[0].Minute.ToTimeText()} more was traded than rows of the day show.";
            else
                CheckAgain((_confirmed = rows[0].Minute).Value.AddMinutes(-1), null);
        }
    }

    // The row after the completed ones shows what they are missing. Until its own first trade it has the volume of the row before it.
    private MoneyGap? GapBeforeOpenRow(in MinuteRow last)
    {
        var open = _rows.Where(row => row.Minute > _completed).ToList();
        if (open.Count == 0)
            return null;
        var next = open.Where(row => row.Minute == open.Min(other => other.Minute)).Last();
        return next.AccValue == last.AccValue ? null : MoneyChain.FirstGap([last, next]);
    }

    // A symbol's first day has no earlier one. Then its first row alone must explain what was traded by then.
    private bool IsHeadProven() => _rows.Count > 0 && MoneyChain.IsHead(_rows.MinBy(row => row.Minute));

    // The rows before the place are known already.
    private void CheckAgain(DateTime cursor, DateTime? until)
    {
        _gap = until;
        _isOver = false;
        Delay(_checks++);
        Ask(cursor);
    }

    private void AskAgain(string reason, DateTime cursor)
    {
        if (_again == Patience)
            throw new HantooException(HantooError.UnexpectedReply, $"{reason}, in {Patience + 1} answers.");
        Delay(_again++);
        Ask(cursor);
    }

    private void Delay(int times) => Wait = TimeSpan.FromSeconds(1 << (2 * times));

    private void Ask(DateTime cursor)
    {
        _cursor = cursor;
        Next = TimeOnly.FromDateTime(cursor);
    }

    // The shares may have been traded after the requested minutes: then rows of the day show it.
    private DateTime Running(DateTimeOffset answered)
    {
        var now = answered.ToOffset(KoreaTime.Offset).DateTime;
        var minute = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute));
        return minute < _request.Session.LastMinute ? minute : _request.Session.LastMinute;
    }
}
