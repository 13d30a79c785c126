namespace Rhetenor.Data.Logging;

/// <summary>Minutes of a symbol that are to be requested from KIS.</summary>
/// <param name="Symbol">The short code.</param>
/// <param name="First">The first minute.</param>
/// <param name="Last">The last minute.</param>
/// <param name="Before">The last known bar before them; null when there is none, or for the whole day.</param>
/// <param name="IsWhole">Whether all minutes of the day are requested.</param>
internal sealed record TickRepair(string Symbol, DateTime First, DateTime Last, Kline? Before, bool IsWhole)
{
    /// <summary>Gets whether the figures of the session have settled, so that all minutes are compared.</summary>
    public bool IsComparison { get; init; }

    public KlineRequest ToRequest(TradingSession session)
    {
        var request = new KlineRequest(Symbol, session, IsWhole ? null : First.AddMinutes(-1), Last);
        return Before is { AccVolume: { } shares } bar && !IsWhole
            ? request with { SharesBefore = shares, LastStored = new MinuteRow(bar.Minute, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume, bar.AccValue ?? 0) }
            : request;
    }
}
