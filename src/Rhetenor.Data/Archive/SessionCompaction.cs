namespace Rhetenor.Data;

/// <summary>The result of compacting a session.</summary>
public enum CompactionOutcome
{
    /// <summary>A compacted object of bars or a merged coverage object was written, read back and compared. The other objects still
    /// exist.</summary>
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
public sealed record SessionCompaction
{
    /// <summary>Gets the objects before the compaction.</summary>
    public required ArchivedSession Session { get; init; }

    /// <summary>Gets the result.</summary>
    public required CompactionOutcome Outcome { get; init; }

    /// <summary>Gets the object that contains all bars; null when there is none.</summary>
    public ObjectInfo? Compacted { get; init; }

    /// <summary>Gets the object that contains all coverage; null when there is none.</summary>
    public ObjectInfo? Coverage { get; init; }

    /// <summary>Gets the reasons for <see cref="CompactionOutcome.Refused"/>, or why coverage was not merged; otherwise empty.</summary>
    public IReadOnlyList<StoreProblem> Problems { get; init; } = [];

    /// <summary>Returns session and result in one line.</summary>
    public override string ToString() => $"{Session}: {Outcome}"
        + (Compacted is { } made ? $", {made.Key} of {made.Size} bytes" : "")
        + (Problems.Count == 0 ? "" : $"; {Problems[0].Key}: {Problems[0].Message}");
}
