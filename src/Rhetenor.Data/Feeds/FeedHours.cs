namespace Rhetenor.Data.Feeds;

/// <summary>The hours of the sessions of a feed.</summary>
internal static class FeedHours
{
    /// <summary>Returns the session of a date by a calendar. Bars of a day that it closes, or of a venue that did not trade yet, have the known
    /// hours.</summary>
    public static async ValueTask<TradingSession?> OfAsync(IMarketCalendar? calendar, Venue venue, DateOnly date, CancellationToken cancellationToken) =>
        (calendar is null ? null : await calendar.SessionAsync(venue, date, cancellationToken).ConfigureAwait(false)) ?? TradingSession.For(venue, date);

    /// <summary>Returns the dates of the bars of a history.</summary>
    public static IReadOnlyCollection<DateOnly> Dates(KlineHistory history)
    {
        var dates = new HashSet<DateOnly>();
        foreach (var series in history)
        {
            foreach (var minute in series.Minutes)
                dates.Add(DateOnly.FromDateTime(minute));
        }

        return dates;
    }

    /// <summary>Returns the frames, checked.</summary>
    /// <exception cref="ArgumentException">A frame is null or is duplicated.</exception>
    public static IReadOnlyList<KlineResampling> Frames(IReadOnlyList<KlineResampling>? frames)
    {
        KlineResampling[] copied = [.. frames ?? []];
        if (Array.IndexOf(copied, null) >= 0 || copied.Distinct().Count() < copied.Length)
            throw new ArgumentException("A frame is null or is duplicated.", nameof(frames));
        return copied;
    }
}
