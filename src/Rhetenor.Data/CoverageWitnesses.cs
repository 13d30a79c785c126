namespace Rhetenor.Data;

/// <summary>What a store's objects say about claims of coverage.</summary>
internal sealed class CoverageWitnesses
{
    private readonly KlineDay _bars;
    private readonly HashSet<string> _listed;
    private readonly DateTime? _compacted;

    /// <param name="bars">The bars of the objects that could be read.</param>
    /// <param name="listed">The names of all objects of the session.</param>
    public CoverageWitnesses(KlineDay bars, HashSet<string> listed)
    {
        (_bars, _listed) = (bars, listed);
        Read = bars.Keys.Select(key => key.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var key in bars.Keys.Where(key => key.Compaction > 0))
            _compacted = _compacted > key.Retrieval ? _compacted : key.Retrieval;
    }

    /// <summary>The names of the objects that could be read.</summary>
    public IReadOnlySet<string> Read { get; }

    /// <summary>The first object that a claim rests on and that could not be read; null when there is none. One that is gone is no
    /// loss where a compacted object says what it said.</summary>
    public string? MissingFor(KlineCoverage coverage) => coverage.Objects?.FirstOrDefault(name => !Read.Contains(name) && !IsCompacted(name));

    /// <summary>Takes "final" back where the store shows bars from an object that the claim does not know: a writer who was
    /// held up may have put older figures over it. The day's end is then read again.</summary>
    public KlineCoverage Doubt(KlineCoverage coverage)
    {
        if (coverage.Objects is not { } objects || !coverage.Symbols.Values.Any(entry => entry.IsFinal))
            return coverage;
        var known = objects.ToHashSet(StringComparer.Ordinal);
        var doubtful = _bars.SymbolsFrom(origin => origin.IsCompacted ? origin.Retrieval > coverage.Retrieval : !known.Contains(origin.Key.Name));
        if (doubtful.Count == 0)
            return coverage;
        var entries = coverage.Symbols.Select(symbol =>
            KeyValuePair.Create(symbol.Key, doubtful.Contains(symbol.Key) ? symbol.Value with { IsFinal = false } : symbol.Value));
        return new(coverage.Date, coverage.Venue, coverage.Retrieval, entries, objects);
    }

    private bool IsCompacted(string name) =>
        !_listed.Contains(name) && KlineKey.TryParse(name, out var key) && key.Retrieval <= _compacted;
}
