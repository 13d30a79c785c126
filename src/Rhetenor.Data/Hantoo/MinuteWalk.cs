using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Hantoo;

/// <summary>Walks backwards through a day's pages of minutes. It decides which page comes next, after which wait, and which rows
/// count. Pure.</summary>
/// <remarks>
/// An answer without rows proves nothing, and a single row of an earlier day neither. The beginning of a day is reached where rows
/// pass in order to an earlier day, or at the session's first minute. Where the day's value does not follow from the rows, and where
/// the totals of the day exceed them, the rows there are requested again. What remains unexplained is a doubt, not an error.
/// </remarks>
internal sealed partial class MinuteWalk
{
    /// <summary>The number of times that a page is requested again before it is given up.</summary>
    public const int Patience = 3;

    private readonly KlineRequest _request;
    private readonly List<MinuteRow> _rows = [];
    private readonly bool _isProvenEverywhere;
    private DateTime _cursor;
    private DateTime? _completed;
    private DateTimeOffset? _answered;
    private DateTime? _gap;
    private HantooQuote _quote;
    private bool _isToday;
    private bool _sawEarlierDay;
    private bool _isIdle;
    private bool _isOver;
    private int _again;

    /// <param name="request">The requested range.</param>
    /// <param name="isProvenEverywhere">Whether the day's value is also a witness on other venues than KRX and after the regular
    /// close.</param>
    public MinuteWalk(KlineRequest request, bool isProvenEverywhere = false)
    {
        (_request, _isProvenEverywhere) = (request, isProvenEverywhere);
        _cursor = request.Until;
        Next = TimeOnly.FromDateTime(_cursor);
    }

    /// <summary>Gets the last minute of the next page, inclusive; null when the walk is complete.</summary>
    public TimeOnly? Next { get; private set; }

    /// <summary>Gets whether the walk goes on: with the next page, or with the totals.</summary>
    public bool IsOpen => Next is not null || AsksTotals;

    /// <summary>Gets the number of calls so far.</summary>
    public int Calls { get; private set; }

    /// <summary>Gets whether no page has been added.</summary>
    public bool IsAtStart => _answered is null;

    /// <summary>Gets the time to wait before the next page. It grows while answers are doubtful.</summary>
    public TimeSpan Wait { get; private set; }

    /// <summary>Adds the page that was requested.</summary>
    /// <param name="page">The rows of the page, in the order received and of any day.</param>
    /// <param name="answered">When the server answered.</param>
    /// <param name="quote">The quote in the same answer.</param>
    /// <exception cref="HantooException">The page does not lead further back, or the answers remain empty or contradictory.</exception>
    public void Add(IReadOnlyList<MinuteRow> page, DateTimeOffset answered, HantooQuote quote = default)
    {
        Wait = default;
        Next = TimeOnly.FromDateTime(_cursor);

        // Later pages have older rows, so the first answer decides for all of them which minutes were over.
        Calls++;
        if (_answered is null && _request.Session.LastCompleted(answered - _request.SettleMargin) is { } last)
            _completed = last < _request.Until ? last : _request.Until;
        _answered ??= answered;
        _isToday = KoreaTime.DateOf(answered) == _request.Session.Date;
        if (_cursor >= _request.Until)
            _quote = quote;
        var (oldest, passes) = Take(page);
        _sawEarlierDay |= passes;
        if (_rows.Count > 0 && page.Count > 0)
            Follow(oldest, passes);
        else if (_rows.Count > 0 && _again == Patience && IsHeadProven())
            _isOver = true;
        else if (_rows.Count > 0)
            AskAgain(NoRows, _cursor);
        else
            AddNothing(page.Count > 0, answered);
        if (_isOver)
            Check();
    }

    /// <summary>Records that the page could not be used.</summary>
    /// <returns>Whether it is to be requested again.</returns>
    public bool TryAgain()
    {
        Calls++;
        if (_again == Patience)
            return false;
        Delay(_again++);
        return true;
    }

    /// <summary>Returns the result of the walk.</summary>
    public KlineFetch Result()
    {
        List<MinuteRow> rows = [.. _rows.Where(row => row.Minute <= _completed)];
        MinuteRows.Order(rows);
        return new(rows, _shortfall is null ? _completed : rows.Count == 0 ? null : rows[^1].Minute)
        {
            State = _rows.Count > 0 || _sawEarlierDay || _isIdle || _shortfall is not null ? SymbolDayState.Complete : SymbolDayState.Doubtful,
            Doubt = _doubt,
            Note = _note,
            Shortfall = _shortfall,
            RepetitionSettles = _isExplicable,
            Witnesses = _witnesses | (_sawEarlierDay ? KlineWitnesses.EarlierDay : KlineWitnesses.None),
            Calls = Calls,
            Answered = _answered,
        };
    }

    private string NoRows => $"KIS answered with no row of {_request.Symbol} before {_cursor.AddMinutes(1).ToTimeText()}, not even of an earlier day";

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
            if (day != _request.Session.Date || (_cursor < _request.Until && row.Minute > _cursor))
                continue; // A later row than requested belongs to a page received before.
            isMixed |= earlier > 0;
            oldest = oldest < row.Minute ? oldest : row.Minute;
            _rows.Add(row);
        }

        return (oldest, earlier > 0 && !isMixed);
    }

    private void Follow(DateTime? oldest, bool passes)
    {
        if (oldest is null && !passes)
        {
            AskAgain($"KIS repeats itself: asked for minutes of {_request.Symbol} up to {_cursor.ToTimeText()}, got later ones only", _cursor);
            return;
        }

        _again = 0;
        if (oldest is null || passes || IsBeginning(oldest.Value) || oldest <= _gap || (_request.After is { } after && oldest <= after.AddMinutes(1)))
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

    // A row before the known hours shows that the day began earlier than they say: then only an earlier day ends the walk.
    private bool IsBeginning(DateTime oldest) =>
        oldest <= _request.Session.FirstMinute && _rows.TrueForAll(row => row.Minute >= _request.Session.FirstMinute || row.Volume == 0);

    // A symbol's first day has no earlier one. Then its first row alone must explain what was traded by then.
    private bool IsHeadProven() => MoneyChain.IsHead(_rows.MinBy(row => row.Minute));

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
