namespace Rhetenor.Data.Masters;

/// <summary>Whether a file written at one time is the master of a date.</summary>
internal enum MasterValidity
{
    /// <summary>Written on the date, or before it with no session since: the master in force.</summary>
    InForce,

    /// <summary>A session lies between, or may lie between: the date's own file is not out yet.</summary>
    Stale,

    /// <summary>Written after the date.</summary>
    Newer,
}

/// <summary>Tells which date a file is the master of.</summary>
internal static class MasterValidityRule
{
    // Longer than any run of closed days; an older file is stale whatever the calendar says.
    private const int LongestGap = 31;

    /// <param name="written">When DWS wrote the file; null when nothing tells, which is never taken for the date.</param>
    /// <param name="date">The Korean date asked for.</param>
    /// <param name="calendar">Which days are sessions. A day it does not know may be one.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async ValueTask<MasterValidity> JudgeAsync(
        DateTimeOffset? written, DateOnly date, IMarketCalendar calendar, CancellationToken cancellationToken)
    {
        if (written is null)
            return MasterValidity.Stale;
        var day = KoreaTime.DateOf(written.Value);
        if (day > date)
            return MasterValidity.Newer;
        if (date.DayNumber - day.DayNumber > LongestGap)
            return MasterValidity.Stale;
        for (var later = date; later > day; later = later.AddDays(-1))
        {
            if (await calendar.GetDayAsync(later, cancellationToken).ConfigureAwait(false) != MarketDay.Closed)
                return MasterValidity.Stale;
        }

        return MasterValidity.InForce;
    }
}
