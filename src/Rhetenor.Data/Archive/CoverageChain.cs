using Rhetenor.Data.Format;

namespace Rhetenor.Data.Archive;

/// <summary>The coverage records of a session, oldest first, and which of them come after which. Pure.</summary>
internal sealed class CoverageChain
{
    private readonly Dictionary<string, CoverageRecord> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<KlineCoverageKey, string> _keys = [];

    /// <param name="stored">The records, each name once.</param>
    public CoverageChain(IReadOnlyList<StoredCoverage> stored)
    {
        Records = [.. stored.Select(one => one.Record).OrderBy(record => record.Name.Retrieval).ThenBy(record => record.Name.Number).ThenBy(record => record.Name.Name, StringComparer.Ordinal)];
        foreach (var (key, record) in stored)
        {
            _byName.Add(record.Name.Name, record);
            _keys.Add(record.Name, key);
        }
    }

    /// <summary>Gets the records, oldest retrieval first. A record is after all that it names.</summary>
    public IReadOnlyList<CoverageRecord> Records { get; }

    /// <summary>Gets the key of the stored object that contains a record.</summary>
    public string KeyOf(CoverageRecord record) => _keys[record.Name];

    /// <summary>Returns the records that rest on something lost, each with the names of these objects of bars and of coverage.</summary>
    public Dictionary<KlineCoverageKey, IReadOnlySet<string>> Lost(ObjectPresence objects)
    {
        var lost = new Dictionary<KlineCoverageKey, IReadOnlySet<string>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var record in Records)
        {
            // What a record comes after has an earlier name.
            var missing = record.After.Where(name => !seen.Contains(name)).ToHashSet(StringComparer.Ordinal);
            missing.UnionWith((record.Objects ?? []).Select(mark => objects.FindLost(mark.Name)).OfType<string>());
            foreach (var name in record.After.Where(seen.Contains))
                missing.UnionWith(lost.GetValueOrDefault(_byName[name].Name) ?? (IEnumerable<string>)[]);
            if (missing.Count > 0)
                lost.Add(record.Name, missing);
            seen.Add(record.Name.Name);
        }

        return lost;
    }

    /// <summary>Returns the names of all objects of bars that a record rests on.</summary>
    public HashSet<string> RestsOn(CoverageRecord record)
    {
        var objects = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal) { record.Name.Name };
        var waiting = new Stack<CoverageRecord>([record]);
        while (waiting.TryPop(out var next))
        {
            objects.UnionWith((next.Objects ?? []).Select(mark => mark.Name));
            foreach (var name in next.After.Where(seen.Add))
            {
                if (_byName.TryGetValue(name, out var earlier))
                    waiting.Push(earlier);
            }
        }

        return objects;
    }

    /// <summary>Returns the symbols of which an object of bars can have some, if the coverage of its own writer names it; otherwise
    /// null.</summary>
    public IEnumerable<string>? SymbolsOf(string name) => KlineKey.TryParse(name, out var key)
        && Records.FirstOrDefault(record => record.Name.Retrieval == key.Retrieval && record.Objects?.Any(mark => mark.Name == name) == true) is { } own
            ? own.Claims.SelectMany(claim => claim.Symbols)
            : null;

    /// <summary>Returns what further coverage comes after: the last of the records that are not lost, and what they rest on. Records of
    /// the older form give no hashes and are left out.</summary>
    public CoverageTrail Trail(Dictionary<KlineCoverageKey, IReadOnlySet<string>> lost)
    {
        var kept = Records.Where(record => !record.Name.IsPlain && !lost.ContainsKey(record.Name)).ToList();
        var earlier = kept.SelectMany(record => record.After).ToHashSet(StringComparer.Ordinal);
        return new(
            [.. kept.Select(record => record.Name.Name).Where(name => !earlier.Contains(name))],
            kept.SelectMany(record => record.Objects ?? []).Where(mark => mark.Content is not null).Select(mark => mark.Name).ToHashSet(StringComparer.Ordinal));
    }
}

/// <summary>The point at which further coverage of a session continues.</summary>
/// <param name="After">The names of the coverage objects it comes after.</param>
/// <param name="Objects">The names of the objects of bars that these rest on, with known hashes.</param>
internal sealed record CoverageTrail(IReadOnlyList<string> After, IReadOnlySet<string> Objects)
{
    public static CoverageTrail Empty { get; } = new([], new HashSet<string>());
}
