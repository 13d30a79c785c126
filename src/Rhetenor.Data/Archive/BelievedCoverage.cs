namespace Rhetenor.Data.Archive;

/// <summary>Decides what is believed of a session's coverage: the same for who logs, reads and reports. Pure.</summary>
/// <remarks>A claim rests on objects. Where one of them cannot be read, and no compacted object holds what it held, nothing of the claim
/// is believed but that its symbols were asked for. "Final" is taken back where bars count that the claim does not know.</remarks>
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

    /// <summary>Merges what is believed.</summary>
    /// <param name="listing">The session as it was listed: its coverage before its bars.</param>
    /// <param name="coverages">The coverage objects that could be read, each the one that its name tells.</param>
    /// <param name="keys">The objects of bars that can be read.</param>
    /// <param name="bars">Their bars; null when only names are known.</param>
    /// <param name="problems">Is told of claims that are not believed, unless others cover all that they spoke of.</param>
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
            problems.Add(stored.Key, $"it speaks of '{missing}', which could not be read: nothing it says is believed");
        return merged;

        KlineCoverage Judged(StoredCoverage stored)
        {
            if (judge.Missing(stored.Coverage) is not { } missing)
                return judge.WithoutDoubts(stored.Coverage);
            unbacked.Add((stored, missing));
            return Failed(stored.Coverage, missing);
        }
    }

    // An object a claim rests on, and whose bars are nowhere; null when there is none.
    private string? Missing(KlineCoverage coverage) => coverage.Objects?.FirstOrDefault(name => !_read.Contains(name) && !IsCompacted(name));

    // An object is removed only when a compacted one, of its retrieval or later, was seen to have all its values.
    private bool IsCompacted(string name) =>
        !_listed.Contains(name) && Retrieval(name) is { } retrieval && _keys.Any(key => key.Compaction > 0 && key.Retrieval >= retrieval);

    // A writer who was held up may have put older figures over what a claim calls final. The day's end is then read again.
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
