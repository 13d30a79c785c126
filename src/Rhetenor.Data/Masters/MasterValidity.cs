namespace Rhetenor.Data.Masters;

/// <summary>The relation between a file and a date.</summary>
internal enum MasterValidity
{
    /// <summary>The file is in force: it was written on the date, or before it without a session since.</summary>
    InForce,

    /// <summary>The file is old: a session has, or may have, taken place since, and the date's own file is not published yet.</summary>
    Stale,

    /// <summary>The file was written after the date.</summary>
    Newer,
}

/// <summary>Decides which date a file is the master of.</summary>
internal static class MasterValidityRule
{
    // Longer than any run of closed days. An older file is stale whatever the calendar says.
    private const int LongestGap = 31;

    /// <param name="written">The time at which DWS wrote the file; null when unknown, which never counts as in force.</param>
    /// <param name="date">The Korean date asked for.</param>
    /// <param name="calendar">The calendar of sessions. A day that it does not know counts as a session.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
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
