using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Hantoo;

/// <summary>Walks backwards through a day's pages of minutes. It decides which page comes next and which rows count.
/// Pure.</summary>
internal sealed class MinuteWalk
{
    private readonly KlineRequest _request;
    private readonly List<MinuteRow> _rows = [];
    private DateTime _cursor;
    private DateTime? _completed;
    private DateTimeOffset? _answered;
    private bool _sawEarlierDay;
    private bool _sawDay;
    private bool _askedTwice;
    private bool _isIdle;
    private int _calls;

    /// <param name="request">The requested range.</param>
    public MinuteWalk(KlineRequest request)
    {
        _request = request;
        _cursor = request.Until;
        Next = TimeOnly.FromDateTime(_cursor);
    }

    /// <summary>Gets the last minute of the next page, inclusive; null when the walk is complete.</summary>
    public TimeOnly? Next { get; private set; }

    /// <summary>Adds the page that was requested.</summary>
    /// <param name="page">The rows of the page, in any order and of any day.</param>
    /// <param name="answered">When the server answered.</param>
    /// <param name="isKnown">Whether KIS knows the symbol.</param>
    /// <param name="dayVolume">The shares of the symbol traded on the day of the answer.</param>
    /// <exception cref="HantooException">The page does not lead further back, or is empty although the symbol has
    /// traded.</exception>
    public void Add(IReadOnlyList<MinuteRow> page, DateTimeOffset answered, bool isKnown = false, long dayVolume = 0)
    {
        // Later pages have older rows, so the first answer decides for all of them which minutes were over.
        if (++_calls == 1 && _request.Session.LastCompleted(answered - _request.SettleMargin) is { } last)
            _completed = last < _request.Until ? last : _request.Until;
        _answered ??= answered;
        DateTime? oldest = null;
        foreach (var row in page)
        {
            var day = DateOnly.FromDateTime(row.Minute);
            if (day < _request.Session.Date)
                _sawEarlierDay = true;
            if (day != _request.Session.Date)
                continue;
            _sawDay = true;
            oldest = oldest < row.Minute ? oldest : row.Minute;
            if (row.Minute <= _completed && !(row.Minute <= _request.After))
                _rows.Add(row);
        }

        var isToday = KoreaTime.DateOf(answered) == _request.Session.Date;
        var hasTradedToday = isToday && dayVolume > 0;
        if (page.Count == 0 && !_askedTwice && (_calls > 1 || (isKnown && (!isToday || hasTradedToday))))
        {
            // The page is empty, although rows of an earlier day were expected: either the symbol has no history, or the answer is
            // wrong.
            _askedTwice = true;
            return;
        }

        if (page.Count == 0 && isKnown && hasTradedToday && !_sawDay && !_sawEarlierDay)
            throw new HantooException(HantooError.UnexpectedReply, $"KIS contradicts itself: twice no row of {_request.Symbol}, and {dayVolume} shares traded on the day.");

        _askedTwice = false;

        // A known symbol without rows has not traded: today by its own volume, otherwise for at least two days.
        _isIdle = page.Count == 0 && isKnown && (!isToday || dayVolume == 0);

        Next = IsOver(oldest) ? null : Before(oldest!.Value);
    }

    /// <summary>Returns the result of the walk.</summary>
    public KlineFetch Result()
    {
        MinuteRows.Order(_rows);
        return new(_rows, _completed)
        {
            State = _sawDay || _sawEarlierDay || _isIdle ? SymbolDayState.Complete : SymbolDayState.Doubtful,
            Calls = _calls,
            Answered = _answered,
        };
    }

    private bool IsOver(DateTime? oldest) =>
        oldest is null || _sawEarlierDay || oldest <= _request.Session.FirstMinute || (_request.After is { } after && oldest <= after.AddMinutes(1));

    private TimeOnly Before(DateTime oldest)
    {
        var next = oldest.AddMinutes(-1);
        if (next >= _cursor)
            throw new HantooException(HantooError.UnexpectedReply,
                $"KIS repeats itself: asked for minutes of {_request.Symbol} up to {_cursor.ToTimeText()}, got none before {oldest.ToTimeText()}.");
        _cursor = next;
        return TimeOnly.FromDateTime(next);
    }
}
