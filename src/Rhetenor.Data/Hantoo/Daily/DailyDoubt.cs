namespace Rhetenor.Data.Hantoo;

/// <summary>The kind of a doubt about sessions.</summary>
internal enum DailyDoubtKind
{
    /// <summary>Sessions are absent. Another reading that lacks them too settles it.</summary>
    Absent,

    /// <summary>A row contradicts itself or another one. Reading it again proves nothing.</summary>
    Contradiction,

    /// <summary>KIS marks a row as adjusted. It is not a session as traded, and is not stored.</summary>
    Adjusted,

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
internal sealed record DailyDoubt(DailyDoubtKind Kind, DateOnly From, DateOnly Through, string Reason);
