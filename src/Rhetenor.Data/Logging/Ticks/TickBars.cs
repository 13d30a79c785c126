using Rhetenor.Data.Core;
using Rhetenor.Data.Feeds;

namespace Rhetenor.Data.Logging;

/// <summary>The minutes of all symbols of one session that ticks and answers of KIS make. Pure.</summary>
/// <param name="session">The session.</param>
/// <param name="registered">The symbols that are registered when it begins.</param>
internal sealed class TickBars(TradingSession session, IEnumerable<string> registered)
{
    private readonly SortedDictionary<string, TickSymbol> _symbols = new(registered.ToDictionary(symbol => symbol, symbol => new TickSymbol(symbol, null)), StringComparer.Ordinal);
    private DateTime _latest = session.FirstMinute;

    public TradingSession Session => session;

    /// <summary>Adds a symbol, whose ticks do not arrive until its registration is confirmed.</summary>
    public void Add(string symbol) => Of(symbol);

    /// <summary>Takes a tick or a statement.</summary>
    public void Take(TickFeedItem item)
    {
        var minute = MinuteOf(item.Known.ToOffset(KoreaTime.Offset).DateTime);
        switch (item.Kind)
        {
            case TickFeedKind.Tick or TickFeedKind.Late when DateOnly.FromDateTime(item.Tick!.Time) == session.Date:
                Of(item.Symbol!).Add(item.Tick);
                break;
            case TickFeedKind.Hole when DateOnly.FromDateTime(item.Until!.Value) == session.Date:
                var after = item.After is { } time ? MinuteOf(time) : session.FirstMinute;
                Of(item.Symbol!).Suspect(after > session.FirstMinute ? after : session.FirstMinute, MinuteOf(item.Until.Value));
                break;
            case TickFeedKind.Subscribed when item.Symbol is { } symbol:
                Of(symbol).Up(minute);
                break;
            case TickFeedKind.Unsubscribed or TickFeedKind.Refused when item.Symbol is { } symbol:
                Of(symbol).Down(Inside(minute));
                break;
            case TickFeedKind.Disconnected:
                foreach (var symbol in _symbols.Values)
                    symbol.Down(Inside(MinuteOf(item.After ?? item.Known.ToOffset(KoreaTime.Offset).DateTime)));
                break;
            case TickFeedKind.Dropped:
                foreach (var symbol in _symbols.Values)
                    symbol.Suspect(_latest, minute);
                break;
        }

        _latest = Inside(minute);
    }

    /// <summary>Returns the bars of ticks up to a minute that is over.</summary>
    public IReadOnlyList<FeedSymbol> Over(DateTime through) => [.. _symbols.Values.Select(symbol => symbol.Over(through))];

    /// <summary>Returns what is to be requested of minutes that are over.</summary>
    public IReadOnlyList<TickRepair> Open(DateTime through) => [.. _symbols.Values.Select(symbol => symbol.Open(session, through)).OfType<TickRepair>()];

    /// <summary>Returns the requests for all minutes of the session.</summary>
    public IReadOnlyList<TickRepair> Whole() => [.. _symbols.Keys.Select(symbol => new TickRepair(symbol, session.FirstMinute, session.LastMinute, null, IsWhole: true))];

    /// <summary>Takes an answer, and adds the statements that follow from it.</summary>
    /// <returns>The bars; null when the answer is in doubt.</returns>
    public FeedSymbol? Repaired(TickRepair repair, KlineFetch fetch, DateTimeOffset now, List<TickFeedItem> statements)
    {
        var differences = new List<(Kline Ticks, Kline? Kis)>();
        var symbol = Of(repair.Symbol);
        var wasSuspect = symbol.IsSuspect;
        if (symbol.Repaired(repair, fetch, session, differences) is not { } bars)
            return null;
        if (wasSuspect)
            statements.Add(new() { Kind = TickFeedKind.Repaired, Known = now, Symbol = repair.Symbol, After = repair.First, Until = repair.Last });
        statements.AddRange(differences.Select(difference => new TickFeedItem
        {
            Kind = TickFeedKind.Difference,
            Known = now,
            Symbol = repair.Symbol,
            After = difference.Ticks.Minute,
            Reason = $"{difference.Ticks.Minute.ToTimeText()}: ticks have {difference.Ticks.ToNumbers()}, KIS has {difference.Kis?.ToNumbers() ?? "no row"}",
        }));
        return bars;
    }

    private TickSymbol Of(string symbol)
    {
        if (!_symbols.TryGetValue(symbol, out var found))
            _symbols.Add(symbol, found = new(symbol, session.FirstMinute));
        return found;
    }

    private DateTime Inside(DateTime minute) => minute > session.FirstMinute ? minute : session.FirstMinute;

    private static DateTime MinuteOf(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerMinute));
}
