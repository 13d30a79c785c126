namespace Rhetenor.Data.Feeds;

/// <summary>Several updates as one for each session, with the last version of each bar.</summary>
internal sealed class FeedFold
{
    private readonly SortedDictionary<DateOnly, Day> _days = [];
    private readonly List<FeedDrop> _dropped = [];

    public void Add(FeedUpdate update)
    {
        if (!_days.TryGetValue(update.Session.Date, out var day))
            _days.Add(update.Session.Date, day = new());
        (day.Session, day.Now) = (update.Session, update.Now);
        foreach (var (symbol, through, klines) in update.Symbols)
        {
            if (!day.Symbols.TryGetValue(symbol, out var known))
                day.Symbols.Add(symbol, known = (null, []));
            foreach (var kline in klines)
                known.Klines[kline.Minute] = kline;
            day.Symbols[symbol] = (known.Through > through ? known.Through : through ?? known.Through, known.Klines);
        }
    }

    public void Add(FeedDrop? dropped)
    {
        if (dropped is not null)
            _dropped.Add(dropped);
    }

    /// <summary>Returns what was dropped of sessions from a date on; null for nothing.</summary>
    public FeedDrop? Dropped(DateOnly first) => _dropped.Count == 0 ? null
        : new FeedDrop(_dropped[^1].Now, [.. _dropped.SelectMany(dropped => dropped.Ranges)]).Since(first);

    /// <summary>Returns the updates of sessions from a date on, oldest session first.</summary>
    public IEnumerable<FeedUpdate> Updates(DateOnly first) => _days.Where(day => day.Key >= first).Select(day => new FeedUpdate(
        day.Value.Session!, day.Value.Now, [.. day.Value.Symbols.Select(symbol => new FeedSymbol(symbol.Key, symbol.Value.Through, [.. symbol.Value.Klines.Values]))]));

    private sealed class Day
    {
        public TradingSession? Session { get; set; }

        public DateTimeOffset Now { get; set; }

        public Dictionary<string, (DateTime? Through, SortedList<DateTime, Kline> Klines)> Symbols { get; } = new(StringComparer.Ordinal);
    }
}
