namespace Rhetenor.Data.Markets;

/// <summary>Finds the session that follows another one.</summary>
internal static class NextSession
{
    // Longer than any closure of the exchange.
    private const int LongestClosure = 14;

    /// <summary>Returns the first session after a date; null when there is none up to another one.</summary>
    public static async ValueTask<TradingSession?> AfterAsync(this IMarketCalendar calendar, Venue venue, DateOnly date, DateOnly until, CancellationToken cancellationToken)
    {
        for (var next = date.AddDays(1); next <= until && next <= date.AddDays(LongestClosure); next = next.AddDays(1))
        {
            if (await calendar.SessionAsync(venue, next, cancellationToken).ConfigureAwait(false) is { } session)
                return session;
        }

        return null;
    }
}
