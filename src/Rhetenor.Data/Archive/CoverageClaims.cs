namespace Rhetenor.Data.Archive;

/// <summary>Which claims of coverage a day's objects bear out.</summary>
internal sealed class CoverageClaims
{
    private readonly KlineDay _bars;
    private readonly IReadOnlyCollection<KlineKey> _keys;
    private readonly IReadOnlySet<string> _listed;

    /// <summary>Looks at a day.</summary>
    /// <param name="bars">What its readable objects say; without those whose bars raise no doubt.</param>
    /// <param name="keys">Its readable objects.</param>
    /// <param name="listed">The names, without prefix, of all its objects.</param>
    public CoverageClaims(KlineDay bars, IReadOnlyCollection<KlineKey> keys, IReadOnlySet<string> listed)
    {
        (_bars, _keys, _listed) = (bars, keys, listed);
        Read = keys.Select(key => key.Name).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The names, without prefix, of the objects that could be read.</summary>
    public IReadOnlySet<string> Read { get; }

    /// <summary>What is said of a claim that rests on an object which cannot be read.</summary>
    public static string Unbacked(string missing) => $"it speaks of '{missing}', which could not be read: nothing it says is believed";

    /// <summary>What is left of such a claim: that these symbols were asked for.</summary>
    public static KlineCoverage Failed(KlineCoverage coverage, string missing) => new(
        coverage.Date, coverage.Venue, coverage.Retrieval,
        coverage.Symbols.Keys.Select(symbol => KeyValuePair.Create(symbol, new KlineSymbolCoverage(SymbolDayState.Failed, null, Reason: $"'{missing}' could not be read."))));

    /// <summary>Whether others cover all that such a claim spoke of.</summary>
    public static bool IsMadeGood(KlineCoverage coverage, KlineCoverage merged) => coverage.Symbols.All(claim =>
        claim.Value.Through is null || merged.Symbols[claim.Key].Through >= claim.Value.Through);

    /// <summary>An object a claim rests on, and whose bars are nowhere; null when there is none.</summary>
    public string? Missing(KlineCoverage coverage) => coverage.Objects?.FirstOrDefault(name => !Read.Contains(name) && !IsCompacted(name));

    /// <summary>Takes "final" back where the day shows bars from an object that the claim does not know: a writer who was
    /// held up may have put older figures over it. The day's end is then read again.</summary>
    public KlineCoverage WithoutDoubts(KlineCoverage coverage)
    {
        if (coverage.Objects is not { } objects || !coverage.Symbols.Values.Any(entry => entry.IsFinal))
            return coverage;
        var known = objects.ToHashSet(StringComparer.Ordinal);
        var retrievals = objects.Select(Retrieval).ToHashSet();
        var doubtful = _bars.SymbolsFrom(origin =>
            !known.Contains(origin.Key.Name) && !(origin.IsCompacted && retrievals.Contains(origin.Retrieval)));
        if (doubtful.Count == 0)
            return coverage;
        var entries = coverage.Symbols.Select(symbol =>
            KeyValuePair.Create(symbol.Key, doubtful.Contains(symbol.Key) ? symbol.Value with { IsFinal = false } : symbol.Value));
        return new(coverage.Date, coverage.Venue, coverage.Retrieval, entries, objects);
    }

    // An object is removed only when a compacted one, of its retrieval or later, was seen to have all its values.
    private bool IsCompacted(string name) =>
        !_listed.Contains(name) && Retrieval(name) is { } retrieval && _keys.Any(key => key.Compaction > 0 && key.Retrieval >= retrieval);

    private static DateTime? Retrieval(string name) => KlineKey.TryParse(name, out var key) ? key.Retrieval : null;
}
