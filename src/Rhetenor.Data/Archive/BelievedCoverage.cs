namespace Rhetenor.Data.Archive;

/// <summary>Decides which coverage claims of a session are believed. The logger, the archive and the reports share this rule.
/// Pure.</summary>
/// <remarks>A claim rests on objects. If one of them cannot be read and no compacted object contains its values, the claim proves
/// only that its symbols were requested. A claim is no longer final when stored bars exist that the claim does not cover.</remarks>
internal sealed class BelievedCoverage
{
    private readonly IReadOnlyCollection<KlineKey> _keys;
    private readonly HashSet<string> _read;
    private readonly HashSet<string> _listed;
    private readonly MergedBars? _bars;

    private BelievedCoverage(SessionListing listing, IReadOnlyCollection<KlineKey> keys, MergedBars? bars)
    {
        (_keys, _bars) = (keys, bars);
        _read = keys.Select(key => key.Name).ToHashSet(StringComparer.Ordinal);
        _listed = listing.Objects.Select(stored => stored.Key.Name).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Merges the claims that are believed.</summary>
    /// <param name="listing">The listed session. Its coverage was listed before its bars.</param>
    /// <param name="coverages">The readable coverage objects whose content agrees with their name.</param>
    /// <param name="keys">The readable objects that contain bars.</param>
    /// <param name="bars">The bars of these objects; null when only names are known.</param>
    /// <param name="problems">Receives the claims that are not believed, unless other claims cover the same symbols.</param>
    /// <returns>The merged coverage; null when there is none.</returns>
    public static KlineCoverage? Of(
        SessionListing listing, IReadOnlyList<StoredCoverage> coverages, IReadOnlyCollection<KlineKey> keys, MergedBars? bars, SessionProblems problems)
    {
        if (coverages.Count == 0)
            return null;
        var judge = new BelievedCoverage(listing, keys, bars);
        var unbacked = new List<(StoredCoverage Stored, string Missing)>();
        var merged = KlineCoverage.Merge([.. coverages.Select(Judged)]);
        foreach (var (stored, missing) in unbacked.Where(claim => !IsMadeGood(claim.Stored.Coverage, merged)))
            problems.Add(stored.Key, $"it rests on '{missing}', which could not be read: its claims are not believed");
        return merged;

        KlineCoverage Judged(StoredCoverage stored)
        {
            if (judge.Missing(stored.Coverage) is not { } missing)
                return judge.WithoutDoubts(stored.Coverage);
            unbacked.Add((stored, missing));
            return Failed(stored.Coverage, missing);
        }
    }

    // Returns an object that the claim rests on and whose bars are not readable anywhere; null when there is none.
    private string? Missing(KlineCoverage coverage) => coverage.Objects?.FirstOrDefault(name => !_read.Contains(name) && !IsCompacted(name));

    // An object is removed only after a compacted object of the same or a later retrieval was verified to contain all its values.
    private bool IsCompacted(string name) =>
        !_listed.Contains(name) && Retrieval(name) is { } retrieval && _keys.Any(key => key.Compaction > 0 && key.Retrieval >= retrieval);

    // A delayed writer may have overridden figures that a claim calls final with older ones. The day's end is then fetched again.
    private KlineCoverage WithoutDoubts(KlineCoverage coverage)
    {
        if (_bars is null || coverage.Objects is not { } objects || !coverage.Symbols.Values.Any(entry => entry.IsFinal))
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

    private static KlineCoverage Failed(KlineCoverage coverage, string missing) => new(
        coverage.Date, coverage.Venue, coverage.Retrieval,
        coverage.Symbols.Keys.Select(symbol => KeyValuePair.Create(symbol, new KlineSymbolCoverage(SymbolDayState.Failed, null, Reason: $"'{missing}' could not be read."))));

    private static bool IsMadeGood(KlineCoverage coverage, KlineCoverage merged) => coverage.Symbols.All(claim =>
        claim.Value.Through is null || merged.Symbols[claim.Key].Through >= claim.Value.Through);

    private static DateTime? Retrieval(string name) => KlineKey.TryParse(name, out var key) ? key.Retrieval : null;
}
