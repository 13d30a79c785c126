namespace Rhetenor.Data.Feeds;

/// <summary>The minutes of each session of which bars were dropped.</summary>
/// <param name="Now">The instant at which the last ones were known.</param>
/// <param name="Ranges">The sessions, each with its first and last minute, Korean time.</param>
internal sealed record FeedDrop(DateTimeOffset Now, IReadOnlyList<(TradingSession Session, DateTime First, DateTime Last)> Ranges)
{
    /// <summary>Returns the part from a date on; null for nothing.</summary>
    public FeedDrop? Since(DateOnly first) => this with { Ranges = [.. Ranges.Where(range => range.Session.Date >= first)] } is { Ranges.Count: > 0 } part ? part : null;
}
