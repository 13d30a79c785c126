namespace Rhetenor.Data;

/// <summary>What was removed of a session, and what was not.</summary>
/// <param name="Session">The objects there were.</param>
/// <param name="Compacted">The compacted object that says what the removed ones said; null when there is none.</param>
/// <param name="Removed">The objects removed, in the order in which they were.</param>
/// <param name="Kept">The objects that are still there, each with the reason; the compacted one is not among them.</param>
public sealed record SessionRemoval(
    ArchivedSession Session, KlineKey? Compacted, IReadOnlyList<ArchivedObject> Removed, IReadOnlyList<KeptObject> Kept)
{
    /// <summary>The removal for people.</summary>
    public override string ToString() => $"{Session}: {Removed.Count} removed, {Kept.Count} kept"
        + (Kept.Count == 0 ? "" : $"; {Kept[0].Key}: {Kept[0].Reason}");
}

/// <summary>An object that was not removed.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Reason">Why it stays.</param>
public sealed record KeptObject(KlineKey Key, string Reason);
