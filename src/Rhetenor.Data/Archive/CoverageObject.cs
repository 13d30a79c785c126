using Rhetenor.Data.Format;

namespace Rhetenor.Data.Archive;

/// <summary>A readable coverage object.</summary>
/// <param name="Stored">Its key and size.</param>
/// <param name="Records">Its records: one, or in a merged object all that it contains.</param>
internal sealed record CoverageObject(ListedCoverage Stored, IReadOnlyList<CoverageRecord> Records)
{
    /// <summary>Determines whether this object contains all records of another one.</summary>
    public bool Contains(CoverageObject other) => !other.Records.ExceptBy(Records.Select(record => record.Name), record => record.Name).Any();

    /// <summary>Returns the records of several objects, each name once. A merged object repeats records that may still be stored by
    /// themselves. Of two versions of a record neither is used.</summary>
    public static List<StoredCoverage> Distinct(IEnumerable<CoverageObject> objects, ReadProblems problems)
    {
        var records = new Dictionary<KlineCoverageKey, StoredCoverage>();
        var contradicted = new HashSet<KlineCoverageKey>();
        foreach (var (stored, record) in objects.SelectMany(one => one.Records.Select(record => (one.Stored, record))))
        {
            if (records.TryAdd(record.Name, new(stored.Key, record)) || records[record.Name].Record.Line.Span.SequenceEqual(record.Line.Span))
                continue;
            contradicted.Add(record.Name);
            problems.Add(stored.Key, $"its record '{record.Name.Name}' differs from the one in {records[record.Name].Key}: neither is used.");
        }

        return [.. records.Values.Where(stored => !contradicted.Contains(stored.Record.Name))];
    }
}

/// <summary>A readable coverage record.</summary>
/// <param name="Key">The key of the object that contains it.</param>
/// <param name="Record">The record.</param>
internal sealed record StoredCoverage(string Key, CoverageRecord Record);
