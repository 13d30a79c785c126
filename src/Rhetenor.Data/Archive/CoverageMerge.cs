using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Archive;

/// <summary>Merges the coverage objects of a session into one that contains their records. Pure.</summary>
/// <remarks>The records are kept unchanged, so coverage says the same as before, also as of any instant. The first record of a merged
/// object is its own: it claims nothing, and describes objects of bars that no other record describes.</remarks>
internal sealed class CoverageMerge
{
    private readonly IReadOnlyList<CoverageObject> _objects;
    private readonly IReadOnlyList<CoverageRecord> _records;
    private readonly CoverageTrail _trail;
    private readonly ILookup<string, ObjectMark> _marks;

    /// <param name="objects">The readable coverage objects.</param>
    /// <param name="records">Their records, each name once.</param>
    /// <param name="trail">The point at which further coverage continues.</param>
    public CoverageMerge(IReadOnlyList<CoverageObject> objects, IReadOnlyList<CoverageRecord> records, CoverageTrail trail)
    {
        (_objects, _records, _trail) = (objects, records, trail);
        _marks = records.SelectMany(record => record.Objects ?? []).ToLookup(mark => mark.Name, StringComparer.Ordinal);
        Keeper = objects.Where(one => one.Stored.Name.Number > 0).MaxBy(one => (one.Stored.Name.Retrieval, one.Stored.Name.Number));
    }

    /// <summary>Gets the merged object that was made last; null when there is none.</summary>
    public CoverageObject? Keeper { get; }

    /// <summary>Gets the object that contains all records; null when none does.</summary>
    public CoverageObject? Whole => (Keeper ?? (_objects.Count == 1 ? _objects[0] : null)) is { } one && _objects.All(one.Contains) ? one : null;

    /// <summary>Gets the other objects, oldest first.</summary>
    public IEnumerable<CoverageObject> Others => _objects.Where(one => one != Keeper)
        .OrderBy(one => one.Stored.Name.Retrieval).ThenBy(one => one.Stored.Name.Number).ThenBy(one => one.Stored.Key, StringComparer.Ordinal);

    /// <summary>Determines whether coverage names an object of bars and does not say that the compacted object contains it.</summary>
    public bool IsOutside(string compacted, string name) => name != compacted && _marks.Contains(name)
        && _marks[compacted].SelectMany(mark => mark.Contains ?? []).ToHashSet(StringComparer.Ordinal) is { Count: > 0 } contained && !contained.Contains(name);

    /// <summary>Returns what is yet to be said about objects of bars: lengths and hashes, and what the compacted object contains.</summary>
    /// <param name="stored">All objects of bars of the session.</param>
    /// <param name="compacted">The name of the one that contains the bars of all others; null when there is none.</param>
    /// <param name="presence">The objects whose bars can be read.</param>
    public List<ObjectMark> Undescribed(IReadOnlyList<ObjectMark> stored, string? compacted, ObjectPresence presence)
    {
        var marks = stored.Where(mark => mark.Name != compacted && _marks[mark.Name].All(known => known.Content is null)).ToList();
        if (compacted is null)
            return marks;
        var contained = stored.Select(mark => mark.Name).Union(_marks.Select(mark => mark.Key).Where(presence.IsCompacted), StringComparer.Ordinal)
            .Where(name => name != compacted).Order(StringComparer.Ordinal).ToList();
        var known = _marks[compacted].Where(mark => mark.Content is not null).SelectMany(mark => mark.Contains ?? []).ToHashSet(StringComparer.Ordinal);
        if (!contained.TrueForAll(known.Contains) || _marks[compacted].All(mark => mark.Content is null))
            marks.Add(stored.Single(mark => mark.Name == compacted) with { Contains = contained });
        return marks;
    }

    /// <summary>Determines whether nothing is to be merged or described.</summary>
    public bool IsDone(IReadOnlyList<ObjectMark> undescribed) => _objects.Count == 0 || (undescribed.Count == 0 && Whole is not null);

    /// <summary>Creates a merged object.</summary>
    /// <param name="undescribed">What its own record describes.</param>
    /// <param name="taken">The names of all coverage objects of the session, readable or not.</param>
    /// <returns>The name without prefix and the bytes; null when readers would refuse the object or there is no free number.</returns>
    public (KlineCoverageKey Name, byte[] Body)? Make(IEnumerable<ObjectMark> undescribed, IEnumerable<KlineCoverageKey> taken)
    {
        var name = _records.MaxBy(record => record.Name.Retrieval)!.Name with { IsPlain = false };
        name = name with { Number = taken.Concat(_records.Select(record => record.Name)).Where(other => other.Retrieval == name.Retrieval).Max(other => other.Number) + 1 };
        if (name.Number > KlineCoverageKey.MaxNumber)
            return null;
        IReadOnlyList<CoverageRecord> records =
            [CoverageRecord.Of(name, [], _trail.After, undescribed), .. _records.OrderBy(record => record.Name.Retrieval).ThenBy(record => record.Name.Name, StringComparer.Ordinal)];
        if (CoverageCodec.TryPack(records) is not { } body)
            return null;
        var read = CoverageCodec.Unpack(name, body);
        var isSame = read.Count == records.Count && read.Zip(records).All(pair => pair.First.Line.Span.SequenceEqual(pair.Second.Line.Span))
            && Merged(read).ToHashSet().SetEquals(Merged(_records));
        return isSame ? (name, body) : throw new InvalidOperationException($"The merged coverage of {name.Name} is not what it was made of. Nothing was written.");
    }

    private static Dictionary<string, KlineSymbolCoverage> Merged(IEnumerable<CoverageRecord> records) => CoverageClaims.Merge(records.SelectMany(record => record.Claims));
}
