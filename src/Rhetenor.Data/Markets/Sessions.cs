namespace Rhetenor.Data.Markets;

/// <summary>Counts sessions by <see cref="KrxClosures"/>. A weekday that it does not know counts as a session. Pure.</summary>
internal static class Sessions
{
    /// <summary>Determines whether a date is a session.</summary>
    public static bool Contains(DateOnly date) => KrxClosures.GetDay(date) != MarketDay.Closed;

    /// <summary>Returns the date itself when it is a session, or the last session before it.</summary>
    public static DateOnly LastUpTo(DateOnly date)
    {
        while (!Contains(date))
            date = date.AddDays(-1);
        return date;
    }

    /// <summary>Returns the first session after a date.</summary>
    public static DateOnly FirstAfter(DateOnly date)
    {
        do
            date = date.AddDays(1);
        while (!Contains(date));
        return date;
    }

    /// <summary>Determines whether no session is between two dates, both excluded.</summary>
    public static bool AreAdjacent(DateOnly earlier, DateOnly later) => FirstAfter(earlier) >= later;
}
