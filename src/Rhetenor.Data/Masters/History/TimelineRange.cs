namespace Rhetenor.Data.Masters;

/// <summary>Takes a range of days from a timeline. Pure.</summary>
internal static class TimelineRange
{
    /// <summary>Returns the days of a range, as if only their masters had been added after the one before them.</summary>
    public static MasterTimeline Of(MasterTimeline timeline, DateOnly from, DateOnly to)
    {
        if (timeline.Held.Count == 0 || (timeline.Held[0].Date >= from && timeline.Held[^1].Date <= to))
            return timeline;
        var part = new MasterTimeline();

        // Of a market without a stored day in the range, the next one is after the last one.
        var firsts = Market.All.ToDictionary(market => market, market => timeline.NextDay(market, from.AddDays(-1)));
        var lasts = Market.All.ToDictionary(market => market, market => timeline.DayInForce(market, to));
        var instruments =
            from entry in timeline.Spans
            let spans = (from span in entry.Value
                         let first = firsts[span.State.Market]
                         let last = lasts[span.State.Market]
                         where first <= last && span.From <= last && span.To >= first
                         select span with { From = span.From > first ? span.From : first.Value, To = span.To < last ? span.To : last.Value }).ToList()
            where spans.Count > 0
            select new KeyValuePair<string, List<InstrumentSpan>>(entry.Key, spans);
        part.Restore(timeline.Held.Where(master => master.Date >= from && master.Date <= to), instruments, timeline.Resets.Where(reset => reset.Date >= from && reset.Date <= to));
        return part;
    }
}
