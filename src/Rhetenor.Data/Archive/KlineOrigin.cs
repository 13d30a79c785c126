using Rhetenor.Data.Format;

namespace Rhetenor.Data.Archive;

/// <summary>The origin of a bar. The order is the order in which bars win: by the bar's retrieval; among equal retrievals, original
/// objects before compacted ones; then by key. docs/FORMAT.md describes the rule.</summary>
/// <param name="Key">The object's key.</param>
/// <param name="LineRetrieval">The line's own retrieval time, which only lines of compacted objects have; otherwise
/// default.</param>
internal readonly record struct KlineOrigin(KlineKey Key, DateTime LineRetrieval) : IComparable<KlineOrigin>
{
    /// <summary>Gets the time at which the bar was fetched, Korean time.</summary>
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

    /// <summary>Compares compacted objects: by retrieval, then by the number encoded in the seconds of the end time, then by
    /// name.</summary>
    public static int CompareCompacted(KlineKey left, KlineKey right)
    {
        var byRetrieval = left.Retrieval.CompareTo(right.Retrieval);
        var byNumber = left.Compaction.CompareTo(right.Compaction);
        return byRetrieval != 0 ? byRetrieval : byNumber != 0 ? byNumber : left.CompareTo(right);
    }
}
