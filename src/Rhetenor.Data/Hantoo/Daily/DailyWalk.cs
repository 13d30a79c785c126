using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Markets;

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
    private readonly List<DailyDoubt> _doubts = [];
    private readonly HashSet<DailyDoubtKind> _confirmed = [];
    private KlineWitnesses _witnesses;
    private DateOnly? _endOfShortPage, _differs;
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

    private bool HasBasePrices => _question.HasBasePrices;

    /// <summary>Records an answer that could not be read. Returns whether the question may be asked again.</summary>
    public bool TryAgain()
    {
        Calls++;
        return MayAskAgain(WalkQuestion.Patience);
    }

    /// <summary>Ends the walk back when no answer can be read: the sessions of later dates are kept, and those before are in doubt. Returns
    /// whether there are any.</summary>
    public bool TryKeep(string reason)
    {
        if (_rows.Count == 0 || _isHeadKnown)
            return false;
        _doubts.Add(new(DailyDoubtKind.Unread, _question.From, _rows.Keys[0].AddDays(-1), reason));
        (_isHeadKnown, _tries, Wait) = (true, 0, TimeSpan.Zero);
        FindHole();
        return true;
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

        var fault = DailyPage.FaultOf(rows, Next!.Value, Known(rows)) ?? RepetitionOf(rows);
        var doubts = fault is null ? DoubtsOf(rows) : [];
        _differs ??= fault is null ? DailyPage.DifferenceOf(rows, _rows) : null;

        // What all answers to one question had, those to the next have too.
        if ((fault is not null || doubts.Exists(doubt => !_confirmed.Contains(doubt.Kind))) && MayAskAgain(WalkQuestion.Patience))
            return;
        if (fault is not null)
        {
            if (!rows.Any(row => row.Bar is null) || !TryKeep(fault))
                (Failure, Next) = (fault, null);
            return;
        }

        _doubts.AddRange(doubts);
        _confirmed.UnionWith(doubts.Select(doubt => doubt.Kind));
        (_tries, Wait) = (0, TimeSpan.Zero);
        foreach (var row in rows)
            _rows[row.Date] = row.Bar!.Value;
        if (!_isHeadKnown)
            FindHead(rows.Count);
        if (_isHeadKnown)
            FindHole();
    }

    /// <summary>Returns the result of a walk that is over.</summary>
    public DailyFetch Result()
    {
        // A session between the stored ones and the range shows that the store lacks it.
        // So does a stored session that is another one in the answer.
        var isOther = _doubts.Exists(doubt => doubt.Kind == DailyDoubtKind.Stored);
        var bars = _rows.Where(row => (row.Key >= _question.From || row.Key > _question.StoredBefore || isOther) && (row.Key <= _question.To || row.Key < _question.StoredAfter)).ToList();
        var question = _question;
        if (bars.Count > 0)
            question = question with { From = Min(bars[0].Key, question.From), To = Max(bars[^1].Key, question.To) };
        if (HasBasePrices && _rows.Count > 1 && _rows.Values.All(bar => bar.Base != DailyBar.Unknown))
            _witnesses |= KlineWitnesses.BasePrices;

        // Sessions outside the range are covered.
        var doubts = _doubts.Concat(DoubtsOfAll(question)).Where(doubt => doubt.Through >= question.From && doubt.From <= question.To)
            .Select(doubt => doubt with { From = Max(doubt.From, question.From), Through = Min(doubt.Through, question.To) });
        return new(question, bars, _witnesses, [.. doubts.OrderBy(doubt => doubt.From)], Calls);
    }

    // Nothing shows which of two answers is of the symbol, and as traded, or on which side of a break the rows of another one are.
    private IEnumerable<DailyDoubt> DoubtsOfAll(DailyQuestion question)
    {
        if (_differs is { } date)
            yield return new(DailyDoubtKind.Contradiction, question.From, question.To, $"two answers have different prices of {date.ToText()}.");
        if (_doubts.Find(doubt => doubt.Kind == DailyDoubtKind.Unlinked) is { } unlinked)
            yield return unlinked with { From = question.From, Through = question.To };
    }

    // Where the answer reaches back to a session that is known to be the first one, there are no earlier ones.
    private void FindHead(int rows)
    {
        var (isFull, oldest) = (rows >= _question.PageRows, _rows.Keys[0]);
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
            if (witness == KlineWitnesses.SecondAnswer)
                DoubtHead(oldest);
            return;
        }

        // A short page may have been cut. A second one, over the older half of its sessions, shows the same end or more, also when it is cut in the same way.
        _endOfShortPage = isFull ? null : oldest;
        Next = (_question.First, isFull ? oldest : _rows.Keys[(Math.Min(rows, _rows.Count) - 1) / 2]);
    }

    // Of the reference, the calendar knows the sessions; of other symbols, the master knows the listing date.
    private void DoubtHead(DateOnly oldest)
    {
        if ((_question.IsReference || _question.Listed is not null) && _question.Sessions.Any(_question.Start, oldest.AddDays(-1)))
            Doubt(_question.Start, oldest.AddDays(-1), $"KIS has no session before {oldest.ToText()}, and there were sessions{(_question.Listed is { } listed ? $" since the listing on {listed.ToText()}" : "")}.");
    }

    // A session that is absent among others is asked for once more, together with its neighbours. So are sessions after one that does not lead to them.
    private void FindHole()
    {
        Next = null;
        for (var i = 0; i < _rows.Count && Next is null; i++)
        {
            var (before, after) = (_rows.Keys[i], i + 1 < _rows.Count ? _rows.Keys[i + 1] : _question.To.AddDays(1));
            var isHole = IsHole(i, before.AddDays(1), after.AddDays(-1));
            if (before > _question.To || !(isHole || IsUnmarked(i)) || _holes.Contains((before, after)))
                continue;
            if (_holes.Count >= MostHoles && !isHole && !IsUnexplained(i))
                continue;
            if (_holes.Count < MostHoles)
                Next = (before, i + 1 >= _rows.Count ? _question.To : isHole ? after : _rows.Keys[Math.Min(i + _question.PageRows - 2, _rows.Count - 1)]);
            else if (_holes.Count == MostHoles)
                Doubt(before.AddDays(1), _question.To, $"more than {MostHoles} times sessions are absent, or base prices are not the close before; the last time after {before.ToText()}.");
            _holes.Add((before, after));
        }

        if (Next is null)
            EndHoles();
    }

    private bool IsHole(int place, DateOnly from, DateOnly to) =>
        _question.Sessions.Any(from, to) || (!IsLinked(place) && _rows.Values[place + 1].Base != DailyBar.Unknown && _question.Sessions.MayHaveAny(from, to));

    private void EndHoles()
    {
        if (_holes.Count > 0)
            _witnesses |= KlineWitnesses.SecondAnswer;
        for (var i = 0; i + 1 < _rows.Count; i++)
        {
            var (before, after) = (_rows.Keys[i], _rows.Keys[i + 1]);
            if ((MustTrade || !IsLinked(i)) && _holes.Contains((before, after)) && _question.Sessions.Any(before.AddDays(1), after.AddDays(-1)))
                Doubt(before.AddDays(1), after.AddDays(-1), $"sessions between {before.ToText()} and {after.ToText()} are absent{(IsLinked(i) ? "." : $", and the base price of {after.ToText()} is {(_rows.Values[i + 1].Base == DailyBar.Unknown ? "unknown" : "not the close before")}.")}");
            else if (IsUnexplained(i))
                _doubts.Add(new(DailyDoubtKind.Unlinked, before, after, $"the base price of {after.ToText()} is not the close of {before.ToText()}, and no ex-date or split explains it."));
        }

        var last = _rows.Keys[^1];
        if (_question is { IsReference: false, HasEnded: false } && _question.Sessions.Any(last.AddDays(1), _question.To))
            Doubt(last.AddDays(1), _question.To, $"KIS has no session after {last.ToText()}, and there were sessions.");
    }

    // The base price of a session is the close before it, unless an event reset it.
    private bool IsLinked(int place) => !HasBasePrices || place + 1 >= _rows.Count || _rows.Values[place + 1].Base == _rows.Values[place].Close;

    // A base price that is another one without any mark is asked for once more.
    private bool IsUnmarked(int place) => !IsLinked(place) && _rows.Values[place + 1] is { ExCode: <= 0, SplitRatio: <= 0, Base: not DailyBar.Unknown };

    // After a halt (거래정지), such as that of a reduction, the base price has no mark. Base prices are rounded to the tick.
    private bool IsUnexplained(int place)
    {
        if (!IsUnmarked(place) || _rows.Values[place].Volume == 0)
            return false;
        var (date, close, next) = (_rows.Keys[place + 1], _rows.Values[place].Close, _rows.Values[place + 1]);
        return Math.Abs(next.Base - close) > KlinePrice.Scale * (long)TickSize.Of((decimal)close / KlinePrice.Scale, Market.Kospi, "ST", date);
    }

    // KIS prints a session of every listed symbol, a halted one too. Equal closes around an absent one may be chance.
    private bool MustTrade => HasBasePrices && _question is { IsListed: true, IsReference: false };

    // A full answer of one session has no other, and the next question would be the same.
    private string? RepetitionOf(IReadOnlyList<HantooDailyBar> rows) =>
        rows.Count >= _question.PageRows && rows.All(row => row.Date == rows[0].Date) ? $"the answer repeats the session {rows[0].Date.ToText()}." : null;

    private void Doubt(DateOnly from, DateOnly through, string reason) => _doubts.Add(new(DailyDoubtKind.Absent, from, through, reason));

    // A row of the stored session that is another bar is of another symbol, or was corrected. Nothing else of the answer is sure then.
    private List<DailyDoubt> DoubtsOf(IReadOnlyList<HantooDailyBar> rows)
    {
        var doubts = DailyPage.DoubtsOf(rows, _rows, _question.IsIndex).ToList();
        doubts.AddRange(rows.Where(row => row.Date >= _question.From && row.Date <= _question.To && _question.Sessions.IsClosed(row.Date))
            .Select(row => new DailyDoubt(DailyDoubtKind.Closed, row.Date, row.Date, $"{row.Date.ToText()} was no session according to the calendar and the reference symbol.")));
        if (_question is { StoredBar: { } stored, StoredBefore: { } date } && rows.Any(row => row.Date == date && DailyMark.Of(row.Bar!.Value) != stored))
            doubts.Add(new(DailyDoubtKind.Stored, date, _question.To, $"the session {date.ToText()} differs from the stored one."));
        return doubts;
    }

    private void EndEmpty()
    {
        Next = null;
        Doubt(_question.From, _question.To, _question is { IsListed: true, IsReference: false } ? "a master contains the symbol, and KIS has no session of it." : "KIS has no session of the symbol.");
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
