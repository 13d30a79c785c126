using Rhetenor.Data.Ticks;

namespace Rhetenor.Data.Hantoo;

/// <summary>Makes items of what was received: ticks in the order of the day's volume, and what they show. It takes no clock and does not wait.</summary>
/// <param name="venue">The venue. Frames of another one are not used.</param>
/// <param name="isWanted">Whether a symbol is registered. Frames of symbols whose registration has ended may still arrive.</param>
internal sealed class TickReader(Venue venue, Func<string, bool> isWanted)
{
    private readonly Dictionary<string, TickContinuity> _symbols = new(StringComparer.Ordinal);

    public IReadOnlyList<TickFeedItem> Take(in TickArrival arrival)
    {
        if (arrival.Statement is { } statement)
            return [statement];
        var known = arrival.Known;
        var (ticks, problems) = TickFrame.Read(arrival.Frame.Span, known.ToOffset(KoreaTime.Offset).DateTime);
        var items = new List<TickFeedItem>(ticks.Count + problems.Count);
        foreach (var problem in problems)
            items.Add(new() { Kind = TickFeedKind.Unreadable, Known = known, Reason = problem });
        foreach (var tick in InOrder(ticks))
        {
            if (tick.Venue != venue || !isWanted(tick.Symbol))
                continue;
            if (!_symbols.TryGetValue(tick.Symbol, out var continuity))
                _symbols.Add(tick.Symbol, continuity = new());
            Add(items, tick, continuity.Take(tick), known);
        }

        return items;
    }

    private static void Add(List<TickFeedItem> items, Tick tick, in TickStep step, DateTimeOffset known)
    {
        if (step.Place == TickPlace.Repeated)
            return;
        if (step.Hole is { } hole)
            items.Add(Of(TickFeedKind.Hole, hole, tick, known));

        // A record without shares is not a trade, but it has the day's volume.
        if (tick.Volume > 0)
            items.Add(new() { Kind = step.Place == TickPlace.Late ? TickFeedKind.Late : TickFeedKind.Tick, Known = known, Symbol = tick.Symbol, Tick = tick });
        if (step.Filled is { } filled)
            items.Add(Of(TickFeedKind.Filled, filled, tick, known));
    }

    private static TickFeedItem Of(TickFeedKind kind, TickHole hole, Tick tick, DateTimeOffset known) =>
        new() { Kind = kind, Known = known, Symbol = tick.Symbol, After = hole.After, Until = hole.Until, Shares = hole.Shares };

    // Records of one frame may be out of order. Those of other symbols keep their place.
    private static IEnumerable<Tick> InOrder(IReadOnlyList<Tick> ticks)
    {
        for (var i = 1; i < ticks.Count; i++)
        {
            if (ticks[i].Symbol == ticks[i - 1].Symbol && ticks[i].AccVolume < ticks[i - 1].AccVolume)
                return ticks.GroupBy(tick => tick.Symbol, StringComparer.Ordinal).SelectMany(group => group.OrderBy(tick => DateOnly.FromDateTime(tick.Time)).ThenBy(tick => tick.AccVolume));
        }

        return ticks;
    }
}
