using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Hantoo;

/// <summary>Walks back through the sessions of one symbol: which dates to ask for next, and when all sessions are there. Pure.</summary>
/// <remarks>
/// KIS answers with the newest 100 sessions of a range, 50 of an index, and does not say that there are more. It answers a code that does not exist like one
/// without sessions. So no empty answer proves anything: after the first page every question contains a session that is known, and an answer
/// without it is asked for again.
/// </remarks>
internal sealed class DailyWalk
{
    private const int MostHoles = 40;
    private readonly DailyQuestion _question;
    private readonly SortedList<DateOnly, DailyBar> _rows = [];
    private readonly HashSet<(DateOnly, DateOnly)> _holes = [];
    private KlineWitnesses _witnesses;
    private DateOnly? _endOfShortPage;
    private string? _endDoubt;
    private bool _isHeadKnown;
    private int _tries;

    public DailyWalk(DailyQuestion question)
    {
        _question = question;
        Next = (question.First, question.Last);
    }

    /// <summary>Gets the range to ask for; null when the walk is over.</summary>
    public (DateOnly From, DateOnly To)? Next { get; private set; }

    /// <summary>Gets the time to wait before the next question.</summary>
    public TimeSpan Wait { get; private set; }

    /// <summary>Gets the number of answers so far.</summary>
    public int Calls { get; private set; }

    /// <summary>Gets the reason why no answer can be used; null while there is none.</summary>
    public string? Failure { get; private set; }

    /// <summary>Gets the reason of a doubt; null when there is none.</summary>
    public string? Doubt { get; private set; }

    private bool HasBasePrices => _question.HasBasePrices;

    /// <summary>Records an answer that could not be read. Returns whether the question may be asked again.</summary>
    public bool TryAgain()
    {
        Calls++;
        return MayAskAgain(WalkQuestion.Patience);
    }

    /// <summary>Adds an answer to the last question.</summary>
    public void Add(IReadOnlyList<HantooDailyBar> rows)
    {
        Calls++;
        if (rows.Count == 0 && _rows.Count == 0 && _question is { StoredBefore: null, StoredAfter: null })
        {
            // An instrument of the masters has sessions, so KIS is asked more often for them.
            if (!MayAskAgain(_question.IsListed ? WalkQuestion.Patience : 1))
                EndEmpty();
            return;
        }

        var fault = DailyPage.FaultOf(rows, Next!.Value, Known(rows), _rows) ?? StoredFaultOf(rows);
        if (fault is not null && MayAskAgain(WalkQuestion.Patience))
            return;
        if (fault is { IsUsable: false })
        {
            (Failure, Next) = (fault.Text, null);
            return;
        }

        (Doubt, _tries, Wait) = (Doubt ?? fault?.Text, 0, TimeSpan.Zero);
        foreach (var row in rows)
            _rows[row.Date] = row.Bar!.Value;
        if (!_isHeadKnown)
            FindHead(rows.Count >= _question.PageRows);
        if (_isHeadKnown)
            FindHole();
    }

    /// <summary>Returns the result of a walk that is over.</summary>
    public DailyFetch Result()
    {
        // A session between the stored ones and the range shows that the store lacks it.
        var bars = _rows.Where(row => (row.Key >= _question.From || row.Key > _question.StoredBefore) && (row.Key <= _question.To || row.Key < _question.StoredAfter)).ToList();
        var question = _question;
        if (bars.Count > 0)
            question = question with { From = Min(bars[0].Key, question.From), To = Max(bars[^1].Key, question.To) };
        var state = Doubt is null ? SymbolDayState.Complete : SymbolDayState.Doubtful;
        if (HasBasePrices && _rows.Count > 1 && _rows.Values.All(bar => bar.Base != DailyBar.Unknown))
            _witnesses |= KlineWitnesses.BasePrices;
        return new(question, bars, state, _witnesses, Doubt, Calls) { EndDoubt = _endDoubt };
    }

    // Where the answer reaches back to a session that is known to be the first one, there are no earlier ones.
    private void FindHead(bool isFull)
    {
        var oldest = _rows.Keys[0];
        var witness = oldest <= _question.StoredBefore ? KlineWitnesses.StoredBars
            : !_question.Sessions.MayHaveAny(_question.From, oldest.AddDays(-1)) ? KlineWitnesses.FirstSession
            : isFull ? KlineWitnesses.None
            : oldest == _question.Listed ? KlineWitnesses.ListingDate
            : oldest == _endOfShortPage ? KlineWitnesses.SecondAnswer
            : KlineWitnesses.None;
        if (witness != KlineWitnesses.None)
        {
            _isHeadKnown = true;
            _witnesses |= witness;
            return;
        }

        // A short page may have been cut. A second one, over sessions that are known, shows the same end or more.
        _endOfShortPage = isFull ? null : oldest;
        Next = (_question.First, isFull ? oldest : _rows.Keys[Math.Min(_question.PageRows / 2, _rows.Count) - 1]);
    }

    // A session that is absent among others is asked for once more, together with its neighbours.
    private void FindHole()
    {
        Next = null;
        for (var i = 0; i < _rows.Count && Next is null; i++)
        {
            var (before, after) = (_rows.Keys[i], i + 1 < _rows.Count ? _rows.Keys[i + 1] : _question.To.AddDays(1));
            if (before > _question.To || !IsHole(i, before.AddDays(1), after.AddDays(-1)) || _holes.Contains((before, after)))
                continue;
            if (_holes.Count < MostHoles)
                Next = (before, i + 1 < _rows.Count ? after : _question.To);
            else
                Doubt ??= $"more than {MostHoles} times sessions are absent; the first after {before.ToText()}.";
            _holes.Add((before, after));
        }

        if (Next is null)
            EndHoles();
    }

    private bool IsHole(int place, DateOnly from, DateOnly to) =>
        _question.Sessions.Any(from, to) || (!IsLinked(place) && _question.Sessions.MayHaveAny(from, to));

    private void EndHoles()
    {
        if (_holes.Count > 0)
            _witnesses |= KlineWitnesses.SecondAnswer;
        for (var i = 0; i + 1 < _rows.Count; i++)
        {
            var (before, after) = (_rows.Keys[i], _rows.Keys[i + 1]);
            if (!IsLinked(i) && _holes.Contains((before, after)) && _question.Sessions.Any(before.AddDays(1), after.AddDays(-1)))
                Doubt ??= $"sessions between {before.ToText()} and {after.ToText()} are absent, and the base price of {after.ToText()} is not the close before.";
        }

        var last = _rows.Keys[^1];
        if (_question is { IsReference: false, HasEnded: false } && _question.Sessions.Any(last.AddDays(1), _question.To))
            _endDoubt = $"KIS has no session after {last.ToText()}, and there were sessions.";
    }

    // The base price of a session is the close before it, unless an event reset it.
    private bool IsLinked(int place) => !HasBasePrices || place + 1 >= _rows.Count
        || _rows.Values[place + 1].Base == DailyBar.Unknown || _rows.Values[place + 1].Base == _rows.Values[place].Close;

    // A row of the stored session that is another bar is of another symbol, or was corrected.
    private DailyFault? StoredFaultOf(IReadOnlyList<HantooDailyBar> rows) =>
        _question.StoredBar is { } stored && rows.Any(row => row.Date == _question.StoredBefore && DailyMark.Of(row.Bar!.Value) != stored)
            ? new($"the session {_question.StoredBefore!.Value.ToText()} differs from the stored one.", IsUsable: true)
            : null;

    private void EndEmpty()
    {
        Next = null;
        Doubt = _question.IsListed ? "a master contains the symbol, and KIS has no session of it." : "KIS has no session of the symbol.";
    }

    private static DateOnly Min(DateOnly date, DateOnly other) => date < other ? date : other;

    private static DateOnly Max(DateOnly date, DateOnly other) => date > other ? date : other;

    private bool MayAskAgain(int most)
    {
        if (_tries >= most)
            return false;
        Wait = WalkQuestion.WaitAfter(_tries++);
        return true;
    }

    // The known sessions that the answer must contain. A full answer may end before it reaches them.
    private IEnumerable<DateOnly> Known(IReadOnlyList<HantooDailyBar> rows)
    {
        var (from, to) = Next!.Value;
        var reached = rows.Count >= _question.PageRows ? rows.Min(row => row.Date) : from;
        var stored = new[] { _question.StoredBefore, _question.StoredAfter }.OfType<DateOnly>();
        return _rows.Keys.Concat(stored).Where(date => date >= reached && date <= to);
    }
}
