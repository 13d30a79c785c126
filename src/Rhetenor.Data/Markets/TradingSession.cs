using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>One day's trading at a venue.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="Date">The Korean date.</param>
/// <param name="Periods">Its periods, in order of time.</param>
/// <param name="SettledAt">When figures of the day stop changing: KIS adds late volume to the closing bar until the evening.</param>
public sealed record TradingSession(Venue Venue, DateOnly Date, IReadOnlyList<TradingPeriod> Periods, DateTimeOffset SettledAt)
{
    /// <summary>The first minute in which a trade can be made.</summary>
    public DateTime FirstMinute => Date.ToDateTime(Periods[0].First);

    /// <summary>The last minute in which a trade can be made.</summary>
    public DateTime LastMinute => Date.ToDateTime(Periods[^1].Last);

    /// <summary>When the last minute is over.</summary>
    public DateTimeOffset End => new(LastMinute.AddMinutes(1), KoreaTime.Offset);

    /// <summary>Minutes in which trades can be made, those of auctions included.</summary>
    public int Minutes => Periods.Sum(period => period.Minutes);

    // Nextrade has no auctions.
    internal TimeOnly? ClosingAuction => Venue == Venue.Nextrade ? null : Periods.First(period => period.Phase == TradingPhase.Regular).Last;

    /// <summary>Whether a bar may carry this minute: between the first and the last one of the day.</summary>
    public bool Contains(DateTime minute) => minute >= FirstMinute && minute <= LastMinute;

    /// <summary>Returns date, venue, first and last minute in one line, the same in every culture.</summary>
    public override string ToString() =>
        $"{Date.ToText()} {Venue.ToCode()}, {FirstMinute.ToTimeText()} – {LastMinute.ToTimeText()}";

    /// <summary>The last minute that was over at an instant; null before the first one was.</summary>
    /// <param name="instant">The instant, in any zone.</param>
    public DateTime? LastCompleted(DateTimeOffset instant)
    {
        var now = instant.ToOffset(KoreaTime.Offset).DateTime;
        var running = new DateTime(now.Year, now.Month, now.Day, now.Hour, now.Minute, 0);
        var last = running.AddMinutes(-1) < LastMinute ? running.AddMinutes(-1) : LastMinute;
        return last < FirstMinute ? null : last;
    }
}
