using Rhetenor.Data.Feeds;

namespace Rhetenor.Data.Logging;

/// <summary>The minutes of one symbol in one session: those of its ticks, those of KIS, and those that are to be requested.</summary>
/// <param name="symbol">The short code.</param>
/// <param name="opening">The first minute of the session.</param>
/// <param name="down">The first minute without a registration; null with one.</param>
internal sealed class TickSymbol(string symbol, DateTime opening, DateTime? down)
{
    // An answer in doubt may have begun in the wrong place.
    private const int Narrow = 2;

    // KIS may show a minute late. After so many answers without it, once a minute, it is not to be expected any more.
    private const int MostLacking = 20;

    // Ticks of two venues come in the order in which KIS has them.
    private static readonly TimeSpan Interleaved = TimeSpan.FromSeconds(2);

    private readonly SortedDictionary<DateTime, TickMinute> _ticks = [];
    private readonly SortedDictionary<DateTime, Kline> _known = [];
    private readonly SortedSet<DateTime> _suspects = [];
    private readonly SortedSet<DateTime> _changed = [];
    private readonly HashSet<DateTime> _absent = [];
    private readonly HashSet<DateTime> _misplaced = [];
    private readonly Stack<DateTime> _order = new();
    private DateTime? _down = down;
    private DateTime? _contradicted;
    private int _doubts, _lacking;

    /// <summary>Gets the comparison with KIS in the evening.</summary>
    public TickComparison Comparison { get; } = new();

    /// <summary>Adds a tick.</summary>
    /// <param name="tick">The tick.</param>
    /// <param name="isLate">Whether it belongs into a hole, so that later ones came before.</param>
    public void Add(Tick tick, bool isLate)
    {
        if (!_ticks.TryGetValue(tick.Minute, out var minute))
            _ticks.Add(tick.Minute, minute = new());
        minute.Add(tick);
        _changed.Add(tick.Minute);
        if (!isLate)
            Order(tick);
        else if (!_known.ContainsKey(tick.Minute))
            _suspects.Add(tick.Minute);
    }

    public void Suspect(DateTime first, DateTime last)
    {
        for (var minute = first; minute <= last; minute = minute.AddMinutes(1))
            _suspects.Add(minute);
    }

    /// <summary>Says that ticks do not arrive from a minute on.</summary>
    public void Down(DateTime minute) => _down ??= minute;

    /// <summary>Says that ticks arrive again.</summary>
    public void Up(DateTime minute)
    {
        if (_down is { } first)
            Suspect(first, minute);
        _down = null;
    }

    /// <summary>Returns the bars of ticks up to a minute that are over, not in doubt, and not given yet or changed since.</summary>
    public FeedSymbol Over(DateTime through)
    {
        if (_down is { } first)
        {
            Suspect(first, through);
            _down = through < first ? first : through.AddMinutes(1);
        }

        var bars = new List<Kline>();
        foreach (var minute in _changed.Where(minute => minute <= through).ToList())
        {
            _changed.Remove(minute);

            // What KIS answered counts, and what it will be asked for is not given before.
            if (!_suspects.Contains(minute) && !_known.ContainsKey(minute))
                bars.Add(_ticks[minute].ToKline());
        }

        return new(symbol, Through(through), bars);
    }

    /// <summary>Returns the minutes to request that are over; null for none.</summary>
    public TickRepair? Open(TradingSession session, DateTime through)
    {
        if (_suspects.Count == 0 || _suspects.Min > through)
            return null;
        var (first, last) = (_suspects.Min, _suspects.GetViewBetween(_suspects.Min, through).Max);
        return new(symbol, first, last, Before(first), IsWhole: first <= session.FirstMinute || _doubts >= Narrow);
    }

    /// <summary>Takes an answer.</summary>
    /// <param name="repair">What was requested.</param>
    /// <param name="fetch">The answer.</param>
    /// <param name="session">The session.</param>
    /// <param name="differences">Receives the bars of ticks that were not in doubt, or for which KIS has fewer shares, and those of KIS; null for none.</param>
    /// <param name="repaired">Receives the minutes that are not in doubt any more, from the first to the last of each range.</param>
    /// <returns>The bars; null when the answer is in doubt or lacks shares that ticks show, and is requested again.</returns>
    public FeedSymbol? Repaired(TickRepair repair, KlineFetch fetch, TradingSession session, List<(Kline? Ticks, Kline? Kis)> differences, List<(DateTime First, DateTime Last)> repaired)
    {
        if (fetch.Doubt is not null || fetch.Shortfall is not null || fetch.CompletedThrough is not { } completed)
        {
            _doubts++;
            return null;
        }

        var first = repair.IsWhole ? session.Date.ToDateTime(TimeOnly.MinValue) : repair.First;
        var last = completed < repair.Last ? completed : repair.Last;
        var bars = KlineAggregator.Aggregate([.. fetch.Rows.Where(row => row.Minute >= first)], session.Date, last.AddMinutes(1), repair.IsWhole ? 0 : repair.Before?.AccVolume ?? 0);
        var shares = bars.ToDictionary(bar => bar.Minute, bar => bar.Volume);
        var lacking = _ticks.Keys.Where(minute => minute >= first && minute <= last && IsLacking(minute, shares.GetValueOrDefault(minute))).ToList();
        if (lacking.Count > 0 && !repair.IsComparison && ++_lacking <= MostLacking)
        {
            // The answer is older than the ticks. What is before them counts.
            if (lacking[0] <= first)
                return null;
            last = lacking[0].AddMinutes(-1);
            bars = bars.FindAll(bar => bar.Minute <= last);
        }
        else
        {
            _lacking = 0;
            _absent.UnionWith(lacking.Where(minute => !shares.ContainsKey(minute)));
            differences.AddRange(lacking.Where(_suspects.Contains).Select(minute => ((Kline?)_ticks[minute].ToKline(), bars.Where(bar => bar.Minute == minute).Select(bar => (Kline?)bar).FirstOrDefault())));
        }

        foreach (var bar in bars)
        {
            if (IsOther(bar.Minute, bar))
                differences.Add((_ticks[bar.Minute].ToKline(), bar));
            else if (repair.IsComparison && session.IsTrading(bar.Minute) && !_ticks.ContainsKey(bar.Minute) && !_known.ContainsKey(bar.Minute) && !_suspects.Contains(bar.Minute))
                differences.Add((null, bar));
            _known[bar.Minute] = bar;
        }

        foreach (var minute in _ticks.Keys.Where(minute => minute >= first && minute <= last && !_known.ContainsKey(minute) && !_suspects.Contains(minute)))
            differences.Add((_ticks[minute].ToKline(), null));
        foreach (var minute in _suspects.Where(minute => minute >= first && minute <= last).ToList())
        {
            _suspects.Remove(minute);
            _changed.Remove(minute);
            if (repaired is [.., var range] && range.Last.AddMinutes(1) == minute)
                repaired[^1] = range with { Last = minute };
            else
                repaired.Add((minute, minute));
        }

        _doubts = 0;
        return new(symbol, Through(last), bars);
    }

    // The day's volume says which tick is later. When its minute is earlier, it has a wrong time, or those before it have. Ticks belong between
    // their neighbours: the former ones between the last tick with an earlier time and this one, this one between the last and the next.
    private void Order(Tick tick)
    {
        if (_contradicted is { } newest && tick.Minute >= newest)
            Suspect(newest, tick.Minute);
        _contradicted = null;
        if (_order.TryPeek(out var last) && tick.Time + Interleaved < last)
        {
            _contradicted = last;
            _misplaced.Add(tick.Minute);
            while (_order.TryPeek(out var wrong) && wrong > tick.Minute)
            {
                _misplaced.Add(_order.Pop());
                _suspects.Add(wrong);
            }

            Suspect(_order.TryPeek(out var earlier) ? earlier : opening, tick.Minute);
        }

        if (!_order.TryPeek(out last) || tick.Minute > last)
            _order.Push(tick.Minute);
    }

    // Ticks show shares that an answer must have. A minute in doubt has at least those of its ticks, unless these may belong elsewhere.
    private bool IsLacking(DateTime minute, long shares) => !_misplaced.Contains(minute)
        && (shares == 0 ? !_known.ContainsKey(minute) && !_absent.Contains(minute) : _suspects.Contains(minute) && shares < _ticks[minute].Volume);

    private bool IsOther(DateTime minute, in Kline bar) => !_suspects.Contains(minute) && !_known.ContainsKey(minute) && _ticks.TryGetValue(minute, out var ticks)
        && ticks.ToKline().Bar is var own && !(own with { AccVolume = bar.Bar.AccVolume, AccValue = bar.Bar.AccValue }).Agrees(bar.Bar);

    private DateTime? Through(DateTime through) => _suspects.Count > 0 && _suspects.Min <= through ? _suspects.Min.AddMinutes(-1) : through;

    // Minutes before the first in doubt are known, of KIS or of ticks.
    private Kline? Before(DateTime first)
    {
        var known = _known.Where(bar => bar.Key < first).Select(bar => (Kline?)bar.Value).LastOrDefault();
        var ticks = _ticks.Where(minute => minute.Key < first).Select(minute => (Kline?)minute.Value.ToKline()).LastOrDefault();
        return ticks?.Minute > (known?.Minute ?? DateTime.MinValue) ? ticks : known;
    }
}
