namespace Rhetenor.Data;

/// <summary>A calendar of the days on which the Korean stock market is open.</summary>
public interface IMarketCalendar
{
    /// <summary>Gets the kind of a Korean date.</summary>
    ValueTask<MarketDay> GetDayAsync(DateOnly date, CancellationToken cancellationToken = default);

    /// <summary>Gets the session of a venue on a Korean date, with its hours; null when the venue is closed. A calendar that implements it
    /// corrects the hours of <see cref="TradingHours"/>.</summary>
    /// <param name="venue">The venue.</param>
    /// <param name="date">The Korean date.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    async ValueTask<TradingSession?> SessionAsync(Venue venue, DateOnly date, CancellationToken cancellationToken = default) =>
        await GetDayAsync(date, cancellationToken).ConfigureAwait(false) == MarketDay.Closed ? null : TradingHours.For(venue, date);
}
