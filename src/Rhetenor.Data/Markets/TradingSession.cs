using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>One day of trading at a venue (거래일).</summary>
/// <param name="Venue">The venue.</param>
/// <param name="Date">The Korean date.</param>
/// <param name="Periods">The trading periods, in order of time.</param>
/// <param name="SettledAt">The time, +09:00, at which the figures of the day stop changing. KIS adds late volume to the closing bar until the
/// evening.</param>
public sealed partial record TradingSession(Venue Venue, DateOnly Date, IReadOnlyList<TradingPeriod> Periods, DateTimeOffset SettledAt)
{
    /// <summary>Gets the first minute in which trades are possible, in Korean time.</summary>
    public DateTime FirstMinute => Date.ToDateTime(Periods[0].First);

    /// <summary>Gets the last minute in which trades are possible, in Korean time.</summary>
    public DateTime LastMinute => Date.ToDateTime(Periods[^1].Last);

    /// <summary>Gets the end of the last minute, +09:00.</summary>
    public DateTimeOffset End => new(LastMinute.AddMinutes(1), KoreaTime.Offset);

    /// <summary>Gets the number of minutes in which trades are possible, including those of auctions.</summary>
    public int Minutes => Periods.Sum(period => period.Minutes);

    // Nextrade has no auctions.
    internal TimeOnly? ClosingAuction => Venue == Venue.Nextrade ? null : Periods.First(period => period.Phase == TradingPhase.Regular).Last;

    /// <summary>Determines whether a minute is between the first and the last minute of the session.</summary>
    public bool Contains(DateTime minute) => minute >= FirstMinute && minute <= LastMinute;

    /// <summary>Determines whether the figures of the day have settled.</summary>
    /// <param name="now">The server's time.</param>
    /// <param name="margin">The time by which late figures may be later.</param>
    internal bool IsSettled(DateTimeOffset now, TimeSpan margin) => now - margin >= SettledAt;

    /// <summary>Determines whether a minute is in one of the trading periods. There are pauses between them.</summary>
    internal bool IsTrading(DateTime minute)
    {
        var time = TimeOnly.FromDateTime(minute);
        foreach (var period in Periods)
        {
            if (period.Contains(time))
                return true;
        }

        return false;
    }

    /// <summary>Returns date, venue, first and last minute in one line, independent of culture.</summary>
    public override string ToString() =>
        $"{Date.ToText()} {Venue.ToCode()}, {FirstMinute.ToTimeText()} – {LastMinute.ToTimeText()}";

    /// <summary>Gets the last minute that was over at an instant; null before the end of the first minute.</summary>
    /// <param name="instant">The instant, in any zone.</param>
    public DateTime? LastCompleted(DateTimeOffset instant)
    {
        var now = instant.ToOffset(KoreaTime.Offset).DateTime;
        var running = new DateTime(now.Year, now.Month, now.Day, now.Hour, now.Minute, 0);
        var last = running.AddMinutes(-1) < LastMinute ? running.AddMinutes(-1) : LastMinute;
        return last < FirstMinute ? null : last;
    }
}
