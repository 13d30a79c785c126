namespace Rhetenor.Data;

/// <summary>The objects removed and kept of one session.</summary>
public sealed record SessionRemoval
{
    /// <summary>Gets the objects before the removal.</summary>
    public required ArchivedSession Session { get; init; }

    /// <summary>Gets the key of the compacted object that contains the values of the removed ones; null when there is none.</summary>
    public string? Compacted { get; init; }

    /// <summary>Gets the removed objects of bars and of coverage, in the order of removal.</summary>
    public IReadOnlyList<ObjectInfo> Removed { get; init; } = [];

    /// <summary>Gets the objects that still exist, each with the reason, without the compacted and the merged one.</summary>
    public IReadOnlyList<StoreProblem> Kept { get; init; } = [];

    /// <summary>Returns session and numbers of removed and kept objects in one line.</summary>
    public override string ToString() => $"{Session}: {Removed.Count} removed, {Kept.Count} kept"
        + (Kept.Count == 0 ? "" : $"; {Kept[0].Key}: {Kept[0].Message}");
}
