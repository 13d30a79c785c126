namespace Rhetenor.Data;

/// <summary>The objects removed and kept of one session.</summary>
/// <param name="Session">The objects before the removal.</param>
/// <param name="Compacted">The compacted object that contains the values of the removed ones; null when there is none.</param>
/// <param name="Removed">The removed objects, in the order of removal.</param>
/// <param name="Kept">The objects that still exist, each with the reason, without the compacted object.</param>
public sealed record SessionRemoval(
    ArchivedSession Session, KlineKey? Compacted, IReadOnlyList<ObjectInfo> Removed, IReadOnlyList<StoreProblem> Kept)
{
    /// <summary>Returns session and numbers of removed and kept objects in one line.</summary>
    public override string ToString() => $"{Session}: {Removed.Count} removed, {Kept.Count} kept"
        + (Kept.Count == 0 ? "" : $"; {Kept[0].Key}: {Kept[0].Message}");
}
