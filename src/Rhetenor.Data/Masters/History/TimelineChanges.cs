namespace Rhetenor.Data.Masters;

/// <summary>Reads changes from a timeline. Pure.</summary>
internal static class TimelineChanges
{
    /// <summary>Returns the changes from one held day to the next, of all held days after <paramref name="after"/> up to
    /// <paramref name="to"/>, in order of date.</summary>
    public static List<MasterChange> Stream(MasterTimeline timeline, DateOnly after, DateOnly to)
    {
        var changes = new List<MasterChange>();
        foreach (var spans in timeline.Spans.Values)
        {
            Begin(timeline, spans[0], changes);
            for (var i = 1; i < spans.Count; i++)
                Between(timeline, spans[i - 1], spans[i], changes);
            End(timeline, spans[^1], changes);
        }

        changes.AddRange(timeline.Resets);
        return [.. changes.Where(change => change.Date > after && change.Date <= to).OrderBy(change => change.Date).ThenBy(change => change.Market).ThenBy(change => change.ShortCode, StringComparer.Ordinal).ThenBy(change => change.Kind)];
    }

    /// <summary>Compares the masters in force on two dates. A market without a master in force on the earlier date is not compared: nobody
    /// knows what was new.</summary>
    public static List<MasterChange> Between(MasterTimeline timeline, DateOnly earlier, DateOnly later)
    {
        var changes = new List<MasterChange>();
        foreach (var spans in timeline.Spans.Values)
        {
            var (old, now) = (timeline.StateOn(spans, earlier), timeline.StateOn(spans, later));
            if (ReferenceEquals(old, now))
                continue;
            var (since, date) = (timeline.DayInForce((old ?? now)!.Market, earlier), timeline.DayInForce((now ?? old)!.Market, later));
            if (since is null)
                continue;
            if (old is null)
                changes.Add(InstrumentComparison.Change(MasterChangeKind.Listed, now!, since, date));
            else if (now is null)
                changes.Add(InstrumentComparison.Change(MasterChangeKind.Delisted, old, since, date));
            else
                InstrumentComparison.Add(changes, old, now, since, date);
        }

        changes.AddRange(timeline.Resets.Where(reset => reset.Date > earlier && reset.Date <= later));
        return [.. changes.OrderBy(change => change.Market).ThenBy(change => change.ShortCode, StringComparer.Ordinal).ThenBy(change => change.Kind)];
    }

    // On the first held day of a market nobody knows what is new.
    private static void Begin(MasterTimeline timeline, in InstrumentSpan span, List<MasterChange> changes)
    {
        if (timeline.DayInForce(span.State.Market, span.From.AddDays(-1)) is { } before)
            changes.Add(InstrumentComparison.Change(MasterChangeKind.Listed, span.State, before, span.From));
    }

    private static void Between(MasterTimeline timeline, in InstrumentSpan old, in InstrumentSpan now, List<MasterChange> changes)
    {
        // Gone on a held day and back later: two events. Of another market it is one, unless it was seen to be in neither.
        if (timeline.NextDay(old.State.Market, old.To) is { } gone && (now.State.Market == old.State.Market ? gone < now.From : gone < now.From && !IsHandover(timeline, gone, now)))
        {
            changes.Add(InstrumentComparison.Change(MasterChangeKind.Delisted, old.State, old.To, gone));
            Begin(timeline, now, changes);
            return;
        }

        InstrumentComparison.Add(changes, old.State, now.State, old.To, now.From);
    }

    // Masters of both markets around the day of the move may not be held.
    private static bool IsHandover(MasterTimeline timeline, DateOnly gone, in InstrumentSpan now) =>
        timeline.DayInForce(now.State.Market, now.From.AddDays(-1)) is not { } before || before < gone;

    private static void End(MasterTimeline timeline, in InstrumentSpan span, List<MasterChange> changes)
    {
        if (timeline.NextDay(span.State.Market, span.To) is { } gone)
            changes.Add(InstrumentComparison.Change(MasterChangeKind.Delisted, span.State, span.To, gone));
    }
}
