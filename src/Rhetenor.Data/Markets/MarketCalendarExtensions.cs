using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>What follows from a calendar.</summary>
public static class MarketCalendarExtensions
{
    // The longest closure in the exchange's history is far shorter; a calendar that closes a year is broken.
    private const int Horizon = 366;

    /// <summary>The latest session of a venue that has a completed minute at an instant.</summary>
    /// <remarks>A day the calendar does not know counts as a session: rows that carry its date decide later, and none is made up.</remarks>
    /// <param name="calendar">Knows which days are sessions.</param>
    /// <param name="venue">The venue.</param>
    /// <param name="instant">The instant, in any zone.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="InvalidOperationException">The calendar has no session in the year before.</exception>
    public static async ValueTask<TradingSession> LatestSessionAsync(
        this IMarketCalendar calendar, Venue venue, DateTimeOffset instant, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var today = KoreaTime.DateOf(instant);
        for (var date = today; date > today.AddDays(-Horizon); date = date.AddDays(-1))
        {
            if (await calendar.SessionAsync(venue, date, cancellationToken).ConfigureAwait(false) is { } session
                && session.LastCompleted(instant) is not null)
            {
                return session;
            }
        }

        throw new InvalidOperationException($"{venue.ToCode()} has no session up to {today.ToText()}: the calendar closes every day since {today.AddDays(-Horizon).ToText()}.");
    }

    /// <summary>The session of a venue on a Korean date; null when it is closed then.</summary>
    public static async ValueTask<TradingSession?> SessionAsync(
        this IMarketCalendar calendar, Venue venue, DateOnly date, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return await calendar.GetDayAsync(date, cancellationToken).ConfigureAwait(false) == MarketDay.Closed
            ? null
            : TradingHours.For(venue, date);
    }
}
