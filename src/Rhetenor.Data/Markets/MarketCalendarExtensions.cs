using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>Finds sessions by calendar.</summary>
public static class MarketCalendarExtensions
{
    // The longest closure in the exchange's history is far shorter. A calendar that is closed for a year is broken.
    private const int Horizon = 366;

    /// <summary>Gets the latest session of a venue that has a completed minute at an instant.</summary>
    /// <remarks>A day that the calendar does not know counts as a session. The rows that carry its date decide later whether it was
    /// one.</remarks>
    /// <param name="calendar">The calendar of sessions.</param>
    /// <param name="venue">The venue.</param>
    /// <param name="instant">The instant, in any zone.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="InvalidOperationException">The calendar has no session in the year before the instant.</exception>
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

    /// <summary>Gets the session of a venue on a Korean date; null when the venue is closed.</summary>
    public static async ValueTask<TradingSession?> SessionAsync(
        this IMarketCalendar calendar, Venue venue, DateOnly date, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return await calendar.GetDayAsync(date, cancellationToken).ConfigureAwait(false) == MarketDay.Closed
            ? null
            : TradingHours.For(venue, date);
    }
}
