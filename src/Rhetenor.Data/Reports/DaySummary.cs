using Rhetenor.Data.Archive;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Logging;

namespace Rhetenor.Data.Reports;

/// <summary>What a store says of one day, in numbers.</summary>
/// <param name="Date">The Korean date.</param>
/// <param name="Bars">Bars by symbol.</param>
/// <param name="Coverage">The merged coverage by symbol.</param>
/// <param name="Doubts">Symbols of which bars may be in an object or a row that cannot be read, and why.</param>
/// <param name="DoubtOfAll">Why that may be so of every symbol; null when it is not.</param>
/// <param name="Problems">Objects and rows that cannot be read.</param>
internal sealed record DaySummary(
    DateOnly Date,
    IReadOnlyDictionary<string, int> Bars,
    IReadOnlyDictionary<string, KlineSymbolCoverage> Coverage,
    IReadOnlyDictionary<string, string> Doubts,
    string? DoubtOfAll,
    IReadOnlyList<StoreProblem> Problems)
{
    /// <summary>Gets what the store and the masters say of a symbol.</summary>
    public SymbolDayFacts FactsOf(string symbol, MasterBook masters) => new(Coverage.GetValueOrDefault(symbol), Bars.GetValueOrDefault(symbol))
    {
        Doubt = Doubts.GetValueOrDefault(symbol) ?? DoubtOfAll,
        IsUnlisted = masters.IsUnlisted(symbol, Date) == true,
        IsHalted = masters.Of(Date).TryGetValue(symbol, out var facts) && facts.IsHalted,
    };

    public static DaySummary Empty(DateOnly date) =>
        new(date, new Dictionary<string, int>(), new Dictionary<string, KlineSymbolCoverage>(), new Dictionary<string, string>(), null, []);
}

/// <summary>Sums days up.</summary>
internal sealed class DaySummaryReader(ArchiveDayReader days, CoverageReader coverages)
{
    public async Task<DaySummary> ReadAsync(DayInventory inventory, IReadOnlyList<string>? symbols, CancellationToken cancellationToken)
    {
        var day = new KlineDay(inventory.Date, inventory.Venue);
        var found = new ArchiveProblems();
        var doubts = new Dictionary<string, string>(StringComparer.Ordinal);
        var session = inventory.Session;
        var read = new List<KlineKey>();
        Dictionary<string, int>? counts = null;
        await foreach (var (key, table) in days.ObjectsAsync(session, new KlineTable(symbols), found, cancellationToken).ConfigureAwait(false))
        {
            read.Add(key);
            if (session.Objects.Count == 1 && ArchiveDayReader.IsInOrder(table, inventory.Date))
                counts = Count(table);
            else
                day.Add(key, table);
            foreach (var row in table.Problems)
                doubts[row.Symbol] = $"a row of {key} cannot be read.";
        }

        var problems = found.All.ToList();
        var told = await coverages.ReadAsync(inventory, problems, cancellationToken).ConfigureAwait(false);
        var unread = session.Objects.Select(stored => stored.Key).Except(read).ToList();
        var doubtOfAll = Doubt(unread, told, doubts);
        var claims = new CoverageClaims(day, read, session.Objects.Select(stored => stored.Key.Name).ToHashSet(StringComparer.Ordinal));
        var believed = told.Select(entry => Believed(entry.Coverage, claims)).ToList();
        var merged = believed.Count == 0 ? new Dictionary<string, KlineSymbolCoverage>() : KlineCoverage.Merge(believed).Symbols;
        return new(inventory.Date, counts ?? Count(day.Slices()), merged, doubts, doubtOfAll, problems);
    }

    // As a logger believes it: what it would ask for again is a gap.
    private static KlineCoverage Believed(KlineCoverage coverage, CoverageClaims claims) =>
        claims.Missing(coverage) is { } missing ? CoverageClaims.Failed(coverage, missing) : claims.WithoutDoubts(coverage);

    // Bars and the coverage that speaks of them are written with one retrieval time: that tells whose bars an unreadable object may
    // have. Without such coverage it may have anybody's.
    private static string? Doubt(List<KlineKey> unread, IReadOnlyList<(string Key, KlineCoverage Coverage)> told, Dictionary<string, string> doubts)
    {
        string? all = null;
        foreach (var key in unread)
        {
            var reason = $"{key} cannot be read, and may hold bars of it.";
            var speaking = told.Where(entry => entry.Coverage.Retrieval == key.Retrieval).SelectMany(entry => entry.Coverage.Symbols.Keys).ToList();
            foreach (var symbol in speaking)
                doubts[symbol] = reason;
            all = speaking.Count == 0 ? reason : all;
        }

        return all;
    }

    private static Dictionary<string, int> Count(IEnumerable<KlineSlice> slices)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        int[] byNumber = [];
        KlineSymbols? names = null;
        foreach (var slice in slices)
        {
            names = slice.SymbolTable;
            if (byNumber.Length < names.Count)
                Array.Resize(ref byNumber, names.Count);
            foreach (var number in slice.Numbers)
                byNumber[number]++;
        }

        for (var number = 0; number < byNumber.Length; number++)
        {
            if (byNumber[number] > 0)
                counts.Add(names![number], byNumber[number]);
        }

        return counts;
    }
}
