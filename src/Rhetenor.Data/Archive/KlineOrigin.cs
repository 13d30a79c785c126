namespace Rhetenor.Data.Archive;

/// <summary>Where a bar is from, in the order in which bars win: by the retrieval of the bar; of equal ones those of objects as they
/// were fetched before those of compacted ones; then by key. docs/FORMAT.md has the rule.</summary>
/// <param name="Key">The object's key.</param>
/// <param name="LineRetrieval">The line's own retrieval, which only lines of compacted objects have; default for none.</param>
internal readonly record struct KlineOrigin(KlineKey Key, DateTime LineRetrieval) : IComparable<KlineOrigin>
{
    /// <summary>When the bar was fetched, Korean time.</summary>
    public DateTime Retrieval => IsCompacted ? LineRetrieval : Key.Retrieval;

    public bool IsCompacted => LineRetrieval != default;

    public int CompareTo(KlineOrigin other)
    {
        var byRetrieval = Retrieval.CompareTo(other.Retrieval);
        if (byRetrieval != 0)
            return byRetrieval;
        return IsCompacted == other.IsCompacted
            ? IsCompacted ? CompareCompacted(Key, other.Key) : Key.CompareTo(other.Key)
            : IsCompacted ? -1 : 1;
    }

    /// <summary>The order of compacted objects: by retrieval, then by the number that the seconds of the end are, then by name.</summary>
    public static int CompareCompacted(KlineKey left, KlineKey right)
    {
        var byRetrieval = left.Retrieval.CompareTo(right.Retrieval);
        var byNumber = left.Compaction.CompareTo(right.Compaction);
        return byRetrieval != 0 ? byRetrieval : byNumber != 0 ? byNumber : left.CompareTo(right);
    }
}
