namespace Rhetenor.Data.Ticks;

/// <summary>An object of ticks before it is written.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Body">Its bytes.</param>
/// <param name="First">The time of the first tick, Korean time.</param>
/// <param name="Last">The time of the last tick, Korean time.</param>
/// <param name="Count">The number of ticks.</param>
internal sealed record TickObject(string Key, byte[] Body, DateTime First, DateTime Last, int Count)
{
    /// <summary>Packs ticks, an object for each venue and date.</summary>
    public static IReadOnlyList<TickObject> Of(string prefix, IReadOnlyList<Tick> ticks) => [.. ticks.GroupBy(tick => (tick.Venue, Date: DateOnly.FromDateTime(tick.Time))).Select(day =>
    {
        var (body, first, last) = (TickText.Pack(day), day.Min(tick => tick.Time), day.Max(tick => tick.Time));
        var key = new TickKey(prefix, day.Key.Venue, day.Key.Date, TimeOnly.FromDateTime(first), TimeOnly.FromDateTime(last), TickKey.HashOf(body));
        return new TickObject(key.ToString(), body, first, last, day.Count());
    })];
}
