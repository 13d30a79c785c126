using Rhetenor.Data.Core;

namespace Rhetenor.Data.Hantoo;

/// <summary>Walks backwards through a day's pages of minutes. It decides which page comes next, after which wait, and which rows
/// count. Pure.</summary>
/// <remarks>
/// An answer without rows proves nothing, and a single row of an earlier day neither. The beginning of a day is reached where rows
/// pass in order to an earlier day, or at the session's first minute. <see cref="MinuteEvidence"/> decides what the answers prove; what
/// remains unexplained is a doubt, not an error.
/// </remarks>
internal sealed class MinuteWalk
{
    private readonly KlineRequest _request;
    private readonly WalkFacts _facts;
    private readonly MinuteEvidence _evidence;
    private readonly StoredEvidence _stored;
    private DateTime _cursor;
    private DateTime? _gap;
    private bool _isOver;
    private int _again;
    private int _totalsAgain;
    private KlineFetch? _proven;
    private bool _isStoredAsked;

    /// <param name="request">The requested range.</param>
    /// <param name="isProvenEverywhere">Whether the day's value is also a witness on other venues than KRX and after the regular
    /// close.</param>
    /// <param name="start">The last minute of the first page; null for the end of the range. A later one shows trades after the last minute that
    /// the calendar knows.</param>
    public MinuteWalk(KlineRequest request, bool isProvenEverywhere = false, DateTime? start = null)
    {
        (_request, _cursor) = (request, start ?? request.Until);
        _facts = new(request, isProvenEverywhere, _cursor);
        (_evidence, _stored) = (new(_facts), new(_facts));
        Next = TimeOnly.FromDateTime(_cursor);
        TryStored();
    }

    /// <summary>Gets the last minute of the next page, inclusive; null when the walk is complete.</summary>
    public TimeOnly? Next { get; private set; }

    /// <summary>Gets whether the totals of the session are needed to decide what the answers mean.</summary>
    public bool AsksTotals { get; private set; }

    /// <summary>Gets whether they are needed only to prove stored bars: without them, the pages are requested.</summary>
    public bool AsksTotalsOfStored { get; private set; }

    /// <summary>Gets whether the walk goes on: with the next page, or with the totals.</summary>
    public bool IsOpen => Next is not null || AsksTotals;

    /// <summary>Gets the number of calls so far.</summary>
    public int Calls { get; private set; }

    /// <summary>Gets whether no page has been added.</summary>
    public bool IsAtStart => _facts.Answered is null;

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
        Calls++;
        _facts.Answer(answered, quote, isNewest: _cursor >= _facts.Start);
        var (oldest, passes) = _facts.Take(page, _cursor);
        if (_facts.Received.Count > 0 && page.Count > 0)
            Follow(oldest, passes);
        else if (_facts.Received.Count > 0 && _again == WalkQuestion.Patience && _facts.MayBeginHere)
            _isOver = true;
        else if (_facts.Received.Count > 0 && _again == WalkQuestion.Patience && _facts.NeedsTotals)
            Apply(WalkQuestion.Totals);
        else if (_facts.Received.Count > 0)
            AskAgain(_evidence.NoRows(_cursor), _cursor);
        else
            Decide(page.Count > 0);
        if (_isOver)
            Check();
        else if (_facts.Received.Count > 0 && Wait == default)
            TryStored();
    }

    /// <summary>Adds the totals of the sessions around the requested one.</summary>
    /// <param name="bars">The totals, in any order. A session that is absent among others was not traded; none at all says nothing.</param>
    /// <param name="calls">The number of calls that they took.</param>
    /// <exception cref="HantooException">The answers remain contradictory.</exception>
    public void AddTotals(IReadOnlyList<HantooDailyBar> bars, int calls = 1)
    {
        Calls += calls;
        Wait = default;
        if (AsksTotalsOfStored)
        {
            AddTotalsOfStored(bars);
            return;
        }

        if (bars.Count == 0 && _totalsAgain < WalkQuestion.Patience)
        {
            Delay(_totalsAgain++);
            return;
        }

        (AsksTotals, _facts.Totals) = (false, bars);
        if (Next is not null && _facts.Received.Count > 0 && !_facts.MayBeginHere)
            AskAgain(_evidence.NoRows(_cursor), _cursor);
        if (_facts.Received.Count == 0)
            Decide(_facts.SawEarlierDay);
        if (_facts.Received.Count > 0 || _isOver)
            Check();
    }

    /// <summary>Records that the page could not be used.</summary>
    /// <returns>Whether it is to be requested again.</returns>
    public bool TryAgain()
    {
        Calls++;
        if (AsksTotalsOfStored)
        {
            AddTotalsOfStored([]);
            return true;
        }

        if (_again == WalkQuestion.Patience)
            return false;
        Delay(_again++);
        return true;
    }

    /// <summary>Returns the result of the walk.</summary>
    public KlineFetch Result() => _proven is { } proven ? proven with { Calls = Calls } : _evidence.Result(Calls);

    // Stored bars take the place of older pages if the totals of the day prove them, together with the pages so far.
    private void TryStored()
    {
        var rows = _stored.Rows();
        if (AsksTotals || !_stored.AreLinked(rows))
            return;
        if (_facts.Totals is null)
        {
            (AsksTotals, AsksTotalsOfStored) = (!_isStoredAsked, !_isStoredAsked);
            _isStoredAsked = true;
        }
        else if (_stored.Prove(rows) is var witnesses and not KlineWitnesses.None)
        {
            Next = null;
            _proven = new(rows, _request.Until) { Witnesses = witnesses, Answered = _facts.Answered, Name = _facts.Name, IsFromStore = true };
        }
    }

    // The next page is requested as if nothing were stored when they do not prove it. No totals at all say nothing.
    private void AddTotalsOfStored(IReadOnlyList<HantooDailyBar> bars)
    {
        (AsksTotals, AsksTotalsOfStored) = (false, false);
        _facts.Totals = bars.Count > 0 ? bars : null;
        TryStored();
    }

    private void Follow(DateTime? oldest, bool passes)
    {
        if (oldest is null && !passes)
        {
            AskAgain($"KIS repeats itself: asked for minutes of {_request.Symbol} up to {_cursor.ToTimeText()}, got later ones only", _cursor);
            return;
        }

        _again = 0;
        if (oldest is null || passes || _facts.IsBeginning(oldest.Value) || oldest <= _gap || (_request.After is { } after && oldest <= after.AddMinutes(1)))
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

    // No row of the day has been received so far.
    private void Decide(bool hasOtherRows)
    {
        var question = _evidence.OfNothing(_cursor, hasOtherRows, _again);
        _again += question is { Cursor: not null } ? 1 : 0;
        _isOver = question is null;
        Apply(question);
    }

    private void Check()
    {
        Next = null;
        if (_facts.Received.Count == 0)
            return;
        var question = _evidence.OfRows();
        _isOver = question?.Cursor is null;
        Apply(question);
    }

    private void Apply(WalkQuestion? question)
    {
        AsksTotals = question is { Cursor: null };
        if (question is not { Cursor: { } cursor } asked)
            return;
        _gap = asked.Until;
        Delay(asked.Times);
        Ask(cursor);
    }

    private void AskAgain(string reason, DateTime cursor)
    {
        if (_again == WalkQuestion.Patience)
            throw new HantooException(HantooError.UnexpectedReply, $"{reason}, in {WalkQuestion.Patience + 1} answers.");
        Delay(_again++);
        Ask(cursor);
    }

    private void Delay(int times) => Wait = WalkQuestion.WaitAfter(times);

    private void Ask(DateTime cursor)
    {
        _cursor = cursor;
        Next = TimeOnly.FromDateTime(cursor);
    }
}
