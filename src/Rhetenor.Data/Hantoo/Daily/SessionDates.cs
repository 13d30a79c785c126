namespace Rhetenor.Data.Hantoo;

/// <summary>The sessions of a venue in a range of dates, as far as they are known.</summary>
/// <param name="sessions">The dates that are sessions, in any order.</param>
/// <param name="unknown">The dates that may be sessions, in any order.</param>
internal sealed class SessionDates(IEnumerable<DateOnly> sessions, IEnumerable<DateOnly> unknown)
{
    private readonly DateOnly[] _sessions = [.. sessions.Order()];
    private readonly DateOnly[] _unknown = [.. unknown.Order()];

    /// <summary>Returns the sessions that a reference has. Before its first one, the dates stay as they are: it was not listed, or KIS does not
    /// have it.</summary>
    /// <param name="reference">The sessions of the reference, in any order.</param>
    public SessionDates With(IReadOnlyCollection<DateOnly> reference)
    {
        var first = reference.Count > 0 ? reference.Min() : DateOnly.MaxValue;
        return new(_sessions.Where(date => date < first).Concat(reference), _unknown.Where(date => date < first)) { Calendar = this };
    }

    /// <summary>Gets the sessions of the calendar where these are those of a reference; null otherwise.</summary>
    private SessionDates? Calendar { get; init; }

    /// <summary>Determines whether both the calendar and a reference show that a date was no session.</summary>
    public bool IsClosed(DateOnly date) => Calendar?.MayHaveAny(date, date) == false && !MayHaveAny(date, date);

    /// <summary>Determines whether any date of a range is a session. The dates are included.</summary>
    public bool Any(DateOnly from, DateOnly to) => Count(_sessions, from, to) > 0;

    /// <summary>Determines whether any date of a range may be a session. The dates are included.</summary>
    public bool MayHaveAny(DateOnly from, DateOnly to) => CountAtMost(from, to) > 0;

    /// <summary>Returns the greatest number of sessions that a range can have. The dates are included.</summary>
    public int CountAtMost(DateOnly from, DateOnly to) => Count(_sessions, from, to) + Count(_unknown, from, to);

    private static int Count(DateOnly[] dates, DateOnly from, DateOnly to) => from > to ? 0 : Place(dates, to.AddDays(1)) - Place(dates, from);

    private static int Place(DateOnly[] dates, DateOnly date)
    {
        var place = Array.BinarySearch(dates, date);
        return place < 0 ? ~place : place;
    }
}
