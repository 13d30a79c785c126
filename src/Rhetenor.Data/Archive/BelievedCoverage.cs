using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Archive;

/// <summary>Decides which coverage claims of a session are believed. The logger, the archive and the reports share this rule.
/// Pure.</summary>
/// <remarks>A record rests on objects of bars, its own and those of the records it comes after. If one of them cannot be read and no
/// compacted object contains its bars, the record proves only that its symbols were requested, and what earlier records say about them
/// is not final. A claim is also not final when stored bars exist that the record does not rest on.</remarks>
internal sealed class BelievedCoverage
{
    private readonly CoverageChain _chain;
    private readonly ObjectPresence _objects;
    private readonly MergedBars? _bars;

    private BelievedCoverage(CoverageChain chain, ObjectPresence objects, MergedBars? bars) => (_chain, _objects, _bars) = (chain, objects, bars);

    /// <summary>Gets the merged claims; null when there is no coverage.</summary>
    public KlineCoverage? Coverage { get; private set; }

    /// <summary>Gets what records rest on and is lost, each once.</summary>
    public IReadOnlyList<CoverageLoss> Losses { get; private set; } = [];

    /// <summary>Gets whether only the bars can show that final claims are true.</summary>
    public bool NeedsBars { get; private set; }

    /// <summary>Gets what further coverage rests on.</summary>
    public CoverageTrail Trail { get; private set; } = CoverageTrail.Empty;

    /// <summary>Merges the claims that are believed.</summary>
    /// <param name="listing">The listed session. Its coverage was listed before its bars.</param>
    /// <param name="records">The readable records, each name once.</param>
    /// <param name="keys">The readable objects that contain bars.</param>
    /// <param name="bars">The bars of these objects; null when only names are known.</param>
    public static BelievedCoverage Of(
        SessionListing listing, IReadOnlyList<StoredCoverage> records, IReadOnlyCollection<KlineKey> keys, MergedBars? bars)
    {
        // A merged object also contains records of earlier retrievals than its own.
        var known = listing.Scope.AsOf is { } instant ? [.. records.Where(stored => stored.Record.Name.Retrieval <= instant)] : records;
        var objects = new ObjectPresence(listing, keys, records.Select(stored => stored.Record));
        var believed = new BelievedCoverage(new(known), objects, bars);
        believed.Merge();
        return believed;
    }

    private void Merge()
    {
        var lost = _chain.Lost(_objects);
        var claims = _chain.Records.SelectMany(record => lost.TryGetValue(record.Name, out var missing) ? Failed(record, missing.First()) : WithoutDoubts(record)).ToList();
        Trail = _chain.Trail(lost);
        NeedsBars = _bars is null && _chain.Records.Any(record => !lost.ContainsKey(record.Name) && MayBeOverridden(record));
        if (_chain.Records.Count == 0)
            return;
        var merged = CoverageClaims.Merge(claims, out var outdated);
        var last = _chain.Records[^1].Name;
        Coverage = new(last.Date, last.Venue, last.Retrieval, merged);
        Losses = [.. lost.Values.SelectMany(names => names).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => Loss(name, [.. _chain.Records.Where(record => lost.GetValueOrDefault(record.Name)?.Contains(name) == true)], merged, outdated))];
    }

    // A delayed writer may have overridden figures that a claim calls final with older ones. The day's end is then fetched again.
    private IEnumerable<CoverageClaim> WithoutDoubts(CoverageRecord record)
    {
        if (_bars is null || record.Objects is null || !record.Claims.Any(claim => claim.Entry.IsFinal))
            return record.Claims;
        var known = _chain.RestsOn(record);
        var retrievals = known.Select(ObjectPresence.Retrieval).ToHashSet();
        var doubtful = _bars.SymbolsFrom(origin =>
            !known.Contains(origin.Key.Name) && !(origin.IsCompacted && retrievals.Contains(origin.Retrieval)));
        if (doubtful.Count == 0)
            return record.Claims;
        return record.Claims.SelectMany(claim => (CoverageClaim[])
        [
            claim with { Symbols = [.. claim.Symbols.Where(symbol => !doubtful.Contains(symbol))] },
            claim with { Symbols = [.. claim.Symbols.Where(doubtful.Contains)], Entry = claim.Entry with { IsFinal = false } },
        ]);
    }

    // Bars and their coverage have one retrieval. Of an object without such coverage it is not known which symbols it contains.
    private bool MayBeOverridden(CoverageRecord record)
    {
        var final = record.Claims.Where(claim => claim.Entry.IsFinal).SelectMany(claim => claim.Symbols).ToHashSet(StringComparer.Ordinal);
        return record.Objects is not null && final.Count > 0 && _objects.Names.Except(_chain.RestsOn(record), StringComparer.Ordinal)
            .Any(name => _chain.SymbolsOf(name) is not { } symbols || symbols.Any(final.Contains));
    }

    private static IEnumerable<CoverageClaim> Failed(CoverageRecord record, string missing)
    {
        var failed = new KlineSymbolCoverage(SymbolDayState.Failed, null, Reason: $"'{missing}' could not be read.");
        return record.Claims.Select(claim => claim with { Entry = failed, IsLost = true });
    }

    // A loss is made good when later coverage covers the same minutes of the same symbols. Earlier coverage knows nothing of the bars that
    // were revised since.
    private CoverageLoss Loss(string missing, List<CoverageRecord> records, Dictionary<string, KlineSymbolCoverage> merged, HashSet<string> outdated)
    {
        var isMadeGood = records.SelectMany(record => record.Claims).All(claim => claim.Entry.Through is not { } through || claim.Symbols.All(symbol =>
            !outdated.Contains(symbol) && merged[symbol].Through >= through && (merged[symbol].IsFinal || !claim.Entry.IsFinal)));
        return new(_chain.KeyOf(records[0]), missing, records.Count, isMadeGood);
    }
}

/// <summary>An object that coverage rests on and that is lost.</summary>
/// <param name="Key">The key of the coverage object that names it first.</param>
/// <param name="Missing">The name of the lost object.</param>
/// <param name="Records">The number of coverage records that rest on it.</param>
/// <param name="IsMadeGood">Whether later coverage covers what these records claim.</param>
internal sealed record CoverageLoss(string Key, string Missing, int Records, bool IsMadeGood);
