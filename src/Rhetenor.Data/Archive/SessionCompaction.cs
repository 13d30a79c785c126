namespace Rhetenor.Data;

/// <summary>What became of a session that was to be compacted.</summary>
public enum CompactionOutcome
{
    /// <summary>An object with everything the others say was written, read back and compared. The others are still there.</summary>
    Written,

    /// <summary>Nothing to do: a compacted object says everything already, or there is only one object.</summary>
    Compact,

    /// <summary>Left alone: the session is not over, or its figures may still change.</summary>
    Open,

    /// <summary>Left alone: an object, or a row of one, cannot be read, or no compacted object can be made;
    /// <see cref="SessionCompaction.Problems"/> has the reason.</summary>
    Refused,
}

/// <summary>How the compaction of a session went.</summary>
/// <param name="Session">The objects there were.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Compacted">The object that says everything; null when there is none.</param>
/// <param name="Problems">Why it was refused; else none.</param>
public sealed record SessionCompaction(
    ArchivedSession Session, CompactionOutcome Outcome, ArchivedObject? Compacted, IReadOnlyList<StoreProblem> Problems)
{
    /// <summary>The compaction for people.</summary>
    public override string ToString() => $"{Session}: {Outcome}"
        + (Compacted is null ? "" : $", {Compacted.Key} of {Compacted.Size} bytes")
        + (Problems.Count == 0 ? "" : $"; {Problems[0].Key}: {Problems[0].Message}");
}
