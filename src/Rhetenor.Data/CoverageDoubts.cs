namespace Rhetenor.Data;

/// <summary>What a store's objects say against a claim of coverage.</summary>
internal static class CoverageDoubts
{
    /// <summary>Takes "final" back where the store shows bars from an object that the claim does not know: a writer who was
    /// held up may have put older figures over it. The day's end is then read again.</summary>
    public static KlineCoverage Apply(KlineCoverage coverage, KlineDay bars)
    {
        if (coverage.Objects is not { } objects || !coverage.Symbols.Values.Any(entry => entry.IsFinal))
            return coverage;
        var known = objects.ToHashSet(StringComparer.Ordinal);
        var doubtful = bars.SymbolsFrom(key => !known.Contains(key.Name));
        if (doubtful.Count == 0)
            return coverage;
        var entries = coverage.Symbols.Select(symbol =>
            KeyValuePair.Create(symbol.Key, doubtful.Contains(symbol.Key) ? symbol.Value with { IsFinal = false } : symbol.Value));
        return new(coverage.Date, coverage.Venue, coverage.Retrieval, entries, objects);
    }
}
