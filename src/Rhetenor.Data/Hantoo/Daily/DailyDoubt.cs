namespace Rhetenor.Data.Hantoo;

/// <summary>The kind of a doubt about sessions. The later of two is the graver one.</summary>
internal enum DailyDoubtKind
{
    /// <summary>Sessions are absent. Another reading that lacks them too settles it.</summary>
    Absent,

    /// <summary>The base price of a session is not the close before, and nothing explains it. Another reading with the same rows settles it.</summary>
    Unlinked,

    /// <summary>The totals of a session do not fit its prices. Another reading with the same rows settles it.</summary>
    Unlikely,

    /// <summary>A row contradicts itself or another one. Reading it again proves nothing.</summary>
    Contradiction,

    /// <summary>KIS marks a row as adjusted. It is not a session as traded, and is not stored.</summary>
    Adjusted,

    /// <summary>The calendar and the reference symbol show that the day of a row was no session. It is not stored.</summary>
    Closed,

    /// <summary>KIS gave no readable answer. It is asked again in each run.</summary>
    Unread,

    /// <summary>The stored session before the range is another one in the answer: it was corrected, or the answer is of another symbol.</summary>
    Stored,
}

/// <summary>A reason to doubt the sessions of a range of dates.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="From">The first Korean date.</param>
/// <param name="Through">The last Korean date.</param>
/// <param name="Reason">The reason, for people.</param>
internal sealed record DailyDoubt(DailyDoubtKind Kind, DateOnly From, DateOnly Through, string Reason)
{
    /// <summary>Gets whether the row of its date is not stored.</summary>
    public bool IsWithheld => Kind is DailyDoubtKind.Adjusted or DailyDoubtKind.Closed;

    /// <summary>Gets whether another reading with the same sessions settles it.</summary>
    public bool IsSettledByRepetition => Kind is DailyDoubtKind.Absent or DailyDoubtKind.Unlinked or DailyDoubtKind.Unlikely;
}
