using Rhetenor.Data.Masters;

namespace Rhetenor.Data.Export;

/// <summary>An event as LEAN's factor files date it.</summary>
/// <param name="Event">The event.</param>
/// <param name="ExDate">The first session whose prices account for it.</param>
/// <param name="Close">The close before it, in won.</param>
/// <param name="IsDated">Whether the day is known: otherwise it is the last one on which the event may have been.</param>
internal readonly record struct LeanEvent(AdjustmentFactor Event, DateOnly ExDate, decimal Close, bool IsDated)
{
    /// <summary>Dates an event: by its master, or by bars when that is not stored.</summary>
    public static LeanEvent Of(AdjustmentFactor one, KlineHistory? bars)
    {
        List<SeriesDay> days = bars is not null && bars.TryGetValue(one.Change.ShortCode, out var series) ? SeriesDay.Of(series, bars.Retrievals) : [];
        var found = ExDateWitness.Find(one, days);
        var exDate = found ?? one.ExDate;
        var close = (one.Change.Reset!.PreviousLow + one.Change.Reset.PreviousHigh) / 2;
        if (one.Change.Reset.IsOfMissedDay)
        {
            // The master has a close after the event.
            var before = found is null ? -1 : SeriesDay.LastBefore(days, exDate, one.NoTradeSince);
            close = before >= 0 && days[before].Close is { } traded ? traded : close / one.Factor;
        }

        return new(one, exDate, close, found is not null || one.FirstExDate == one.ExDate);
    }
}
