using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Hantoo;

/// <summary>Follows pages of minutes backwards through a day: which page comes next, and which rows count. Pure.</summary>
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

    /// <param name="request">The range.</param>
    public MinuteWalk(KlineRequest request)
    {
        _request = request;
        _cursor = request.Until;
        Next = TimeOnly.FromDateTime(_cursor);
    }

    /// <summary>The time the next page ends with, itself included; null when the walk is over.</summary>
    public TimeOnly? Next { get; private set; }

    /// <summary>Takes the page that was asked for.</summary>
    /// <param name="page">Its rows, in any order, of any day.</param>
    /// <param name="answered">When the server answered.</param>
    /// <param name="isKnown">The source knows the symbol.</param>
    /// <param name="dayVolume">Shares the symbol has traded on the day of the answer.</param>
    /// <exception cref="HantooException">The page does not lead further back, or has nothing of a symbol that has traded.</exception>
    public void Add(IReadOnlyList<MinuteRow> page, DateTimeOffset answered, bool isKnown = false, long dayVolume = 0)
    {
        // Rows below the first page are older than it, so its answer decides for all which minutes were over.
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
            // Nothing where at least an earlier day should be: a symbol without any history, or an answer that went wrong.
            _askedTwice = true;
            return;
        }

        if (page.Count == 0 && isKnown && hasTradedToday && !_sawDay && !_sawEarlierDay)
            throw new HantooException(HantooError.UnexpectedReply, $"KIS contradicts itself: twice no row of {_request.Symbol}, and {dayVolume} shares traded on the day.");

        _askedTwice = false;

        // A known symbol without a row: it has not traded, today by its own count, else for two days at least.
        _isIdle = page.Count == 0 && isKnown && (!isToday || dayVolume == 0);

        Next = IsOver(oldest) ? null : Before(oldest!.Value);
    }

    /// <summary>What the pages gave.</summary>
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
