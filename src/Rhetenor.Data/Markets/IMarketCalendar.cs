using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>A calendar of the days on which the Korean stock market is open.</summary>
public interface IMarketCalendar
{
    /// <summary>Gets the kind of a Korean date.</summary>
    ValueTask<MarketDay> GetDayAsync(DateOnly date, CancellationToken cancellationToken = default);

    /// <summary>Gets the session of a venue on a Korean date, with its hours; null when the venue is closed. A calendar that implements it
    /// corrects the hours of <see cref="TradingSession.For"/>.</summary>
    /// <param name="venue">The venue.</param>
    /// <param name="date">The Korean date.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    async ValueTask<TradingSession?> SessionAsync(Venue venue, DateOnly date, CancellationToken cancellationToken = default) =>
        await GetDayAsync(date, cancellationToken).ConfigureAwait(false) == MarketDay.Closed ? null : TradingSession.For(venue, date);

    /// <summary>Gets the latest session of a venue that has a completed minute at an instant.</summary>
    /// <remarks>A day that the calendar does not know counts as a session. The rows that carry its date decide later whether it was
    /// one.</remarks>
    /// <param name="venue">The venue.</param>
    /// <param name="instant">The instant, in any zone.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="InvalidOperationException">The calendar has no session in the year before the instant.</exception>
    async ValueTask<TradingSession> LatestSessionAsync(Venue venue, DateTimeOffset instant, CancellationToken cancellationToken = default)
    {
        // The longest closure in the exchange's history is far shorter. A calendar that is closed for a year is broken.
        var today = KoreaTime.DateOf(instant);
        var first = today.AddDays(-365);
        for (var date = today; date >= first; date = date.AddDays(-1))
        {
            if (await SessionAsync(venue, date, cancellationToken).ConfigureAwait(false) is { } session && session.LastCompleted(instant) is not null)
                return session;
        }

        throw new InvalidOperationException($"{venue.ToCode()} has no session up to {today.ToText()}: the calendar closes every day since {first.ToText()}.");
    }
}
