namespace Rhetenor.Data;

/// <summary>The result of compacting a session.</summary>
public enum CompactionOutcome
{
    /// <summary>A compacted object was written, read back and compared. The other objects still exist.</summary>
    Written,

    /// <summary>Nothing to do: a compacted object already contains everything, or there is only one object.</summary>
    Compact,

    /// <summary>Skipped: the session is not over, or its figures may still change.</summary>
    Open,

    /// <summary>Skipped: an object or a row cannot be read, or no compacted object can be made.
    /// <see cref="SessionCompaction.Problems"/> contains the reason.</summary>
    Refused,
}

/// <summary>The compaction of one session.</summary>
/// <param name="Session">The objects before the compaction.</param>
/// <param name="Outcome">The result.</param>
/// <param name="Compacted">The compacted object that contains everything; null when there is none.</param>
/// <param name="Problems">The reasons for <see cref="CompactionOutcome.Refused"/>; otherwise empty.</param>
public sealed record SessionCompaction(
    ArchivedSession Session, CompactionOutcome Outcome, ObjectInfo? Compacted, IReadOnlyList<StoreProblem> Problems)
{
    /// <summary>Returns session and result in one line.</summary>
    public override string ToString() => $"{Session}: {Outcome}"
        + (Compacted is { } made ? $", {made.Key} of {made.Size} bytes" : "")
        + (Problems.Count == 0 ? "" : $"; {Problems[0].Key}: {Problems[0].Message}");
}
