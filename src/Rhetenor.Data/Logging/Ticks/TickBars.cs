using Rhetenor.Data.Core;
using Rhetenor.Data.Feeds;

namespace Rhetenor.Data.Logging;

/// <summary>The minutes of all symbols of one session that ticks and answers of KIS make. Pure.</summary>
internal sealed class TickBars
{
    private readonly SortedDictionary<string, TickSymbol> _symbols = new(StringComparer.Ordinal);
    private readonly TradingSession _session;
    private DateTime _latest;

    /// <summary>Creates the minutes of a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="registered">The symbols that are registered.</param>
    /// <param name="now">The instant. Ticks of the session that arrived before it are not known.</param>
    public TickBars(TradingSession session, IEnumerable<string> registered, DateTimeOffset now)
    {
        (_session, _latest) = (session, session.FirstMinute);
        foreach (var symbol in registered)
        {
            _symbols.Add(symbol, new(symbol, session.FirstMinute, down: null));
            Suspect(_symbols[symbol], session.FirstMinute, MinuteOf(now));
        }
    }

    public TradingSession Session => _session;

    /// <summary>Adds a symbol, whose ticks do not arrive until its registration is confirmed.</summary>
    public void Add(string symbol) => Of(symbol);

    /// <summary>Takes a tick or a statement.</summary>
    public void Take(TickFeedItem item)
    {
        var minute = MinuteOf(item.Known);
        switch (item.Kind)
        {
            // KIS has no minutes outside the trading hours. The evening's comparison shows those that it has after all.
            case TickFeedKind.Tick or TickFeedKind.Late when DateOnly.FromDateTime(item.Tick!.Time) == _session.Date && _session.IsTrading(item.Tick.Minute):
                Of(item.Symbol!).Add(item.Tick, isLate: item.Kind == TickFeedKind.Late);
                break;
            case TickFeedKind.Hole when DateOnly.FromDateTime(item.Until!.Value) == _session.Date:
                var (after, until) = (MinuteOf(item.After ?? _session.FirstMinute), MinuteOf(item.Until.Value));
                Suspect(Of(item.Symbol!), after < until ? after : until, after < until ? until : after);
                break;
            case TickFeedKind.Subscribed when item.Symbol is { } symbol:
                Of(symbol).Up(minute);
                break;
            case TickFeedKind.Unsubscribed when item.Symbol is { } symbol:
                _symbols.Remove(symbol);
                break;
            case TickFeedKind.Refused when item.Symbol is { } symbol:
                Of(symbol).Down(Inside(minute));
                break;
            case TickFeedKind.Disconnected when item.Symbol is { } symbol:
                Of(symbol).Down(Inside(item.After is { } at ? MinuteOf(at) : minute));
                break;
            case TickFeedKind.Disconnected:
                foreach (var symbol in _symbols.Values)
                    symbol.Down(Inside(item.After is { } last ? MinuteOf(last) : minute));
                break;
            case TickFeedKind.Dropped or TickFeedKind.Unreadable:
                // Statements about later times may have been given before.
                var since = item.After is { } began && MinuteOf(began) < _latest ? MinuteOf(began) : _latest;
                foreach (var symbol in _symbols.Values)
                    Suspect(symbol, since, minute);
                break;
        }

        _latest = Inside(minute);
    }

    /// <summary>Returns the bars of ticks up to a minute that is over.</summary>
    public IReadOnlyList<FeedSymbol> Over(DateTime through) => [.. _symbols.Values.Select(symbol => symbol.Over(through))];

    /// <summary>Returns what is to be requested of minutes that are over.</summary>
    public IReadOnlyList<TickRepair> Open(DateTime through) => [.. _symbols.Values.Select(symbol => symbol.Open(_session, through)).OfType<TickRepair>()];

    /// <summary>Returns the requests for all minutes of the session that are to be made at an instant, when its figures have settled.</summary>
    public IReadOnlyList<TickRepair> Uncompared(DateTimeOffset now) =>
    [
        .. _symbols.Where(symbol => symbol.Value.Comparison.IsDue(now))
            .Select(symbol => new TickRepair(symbol.Key, _session.FirstMinute, _session.LastMinute, null, IsWhole: true) { IsComparison = true }),
    ];

    /// <summary>Takes an answer, and adds the statements that follow from it.</summary>
    /// <returns>The bars; null when the answer is in doubt, or the symbol is not registered any more.</returns>
    public FeedSymbol? Repaired(TickRepair repair, KlineFetch fetch, DateTimeOffset now, List<TickFeedItem> statements)
    {
        if (!_symbols.TryGetValue(repair.Symbol, out var symbol))
            return null;
        var (differences, repaired) = (new List<(Kline? Ticks, Kline? Kis)>(), new List<(DateTime First, DateTime Last)>());
        if (repair.IsComparison)
            fetch = symbol.Comparison.Take(fetch, repair.Last, now);
        if (symbol.Repaired(repair, fetch, _session, differences, repaired) is not { } bars)
        {
            Failed(repair, fetch.Doubt ?? fetch.Shortfall ?? "no minute was over", now);
            return null;
        }

        if (repair.IsComparison)
            symbol.Comparison.Done();
        statements.AddRange(repaired.Select(range => new TickFeedItem { Kind = TickFeedKind.Repaired, Known = now, Symbol = repair.Symbol, After = range.First, Until = range.Last }));
        statements.AddRange(differences.Select(difference => new TickFeedItem
        {
            Kind = TickFeedKind.Difference,
            Known = now,
            Symbol = repair.Symbol,
            After = (difference.Ticks ?? difference.Kis)!.Value.Minute,
            Reason = $"{(difference.Ticks ?? difference.Kis)!.Value.Minute.ToTimeText()}: ticks have {difference.Ticks?.ToNumbers() ?? "no trade"}, KIS has {difference.Kis?.ToNumbers() ?? "no row"}",
        }));
        return bars;
    }

    /// <summary>Says that there was no answer that can be used.</summary>
    public void Failed(TickRepair repair, string reason, DateTimeOffset now)
    {
        if (repair.IsComparison && _symbols.TryGetValue(repair.Symbol, out var symbol))
            symbol.Comparison.Failed(reason, now);
    }

    /// <summary>Returns statements about the symbols whose minutes were not compared with those of KIS.</summary>
    public IReadOnlyList<TickFeedItem> Unrepaired(DateTimeOffset now) =>
    [
        .. _symbols.Where(symbol => !symbol.Value.Comparison.IsDone).Select(symbol => new TickFeedItem
        {
            Kind = TickFeedKind.Unrepaired,
            Known = now,
            Symbol = symbol.Key,
            After = _session.FirstMinute,
            Until = _session.LastMinute,
            Reason = symbol.Value.Comparison.Reason,
        }),
    ];

    private TickSymbol Of(string symbol)
    {
        if (!_symbols.TryGetValue(symbol, out var found))
            _symbols.Add(symbol, found = new(symbol, _session.FirstMinute, down: _session.FirstMinute));
        return found;
    }

    private void Suspect(TickSymbol symbol, DateTime first, DateTime last) => symbol.Suspect(Inside(first), last < _session.LastMinute ? last : _session.LastMinute);

    private DateTime Inside(DateTime minute) => minute > _session.FirstMinute ? minute : _session.FirstMinute;

    private static DateTime MinuteOf(DateTimeOffset instant) => MinuteOf(instant.ToOffset(KoreaTime.Offset).DateTime);

    private static DateTime MinuteOf(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMinute));
}
