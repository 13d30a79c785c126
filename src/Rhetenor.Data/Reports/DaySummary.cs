using Rhetenor.Data.Archive;
using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Logging;

namespace Rhetenor.Data.Reports;

/// <summary>The numbers of one day in a store.</summary>
/// <param name="Date">The Korean date.</param>
/// <param name="Bars">The number of bars by symbol.</param>
/// <param name="Coverage">The merged coverage by symbol.</param>
/// <param name="Doubts">The symbols that may have bars in an unreadable object or row, each with the reason.</param>
/// <param name="DoubtOfAll">The reason why that may apply to every symbol; null when it does not.</param>
/// <param name="Problems">The objects and rows that could not be read.</param>
internal sealed record DaySummary(
    DateOnly Date,
    IReadOnlyDictionary<string, int> Bars,
    IReadOnlyDictionary<string, KlineSymbolCoverage> Coverage,
    IReadOnlyDictionary<string, string> Doubts,
    string? DoubtOfAll,
    IReadOnlyList<StoreProblem> Problems)
{
    /// <summary>Returns the facts about a symbol from the store and the masters.</summary>
    public SymbolDayFacts FactsOf(string symbol, MasterBook masters) => new(Coverage.GetValueOrDefault(symbol), Bars.GetValueOrDefault(symbol))
    {
        Doubt = Doubts.GetValueOrDefault(symbol) ?? DoubtOfAll,
        IsUnlisted = masters.IsUnlisted(symbol, Date) == true,
        IsHalted = masters.Of(Date).TryGetValue(symbol, out var facts) && facts.IsHalted,
    };

    public static DaySummary Empty(DateOnly date) =>
        new(date, new Dictionary<string, int>(), new Dictionary<string, KlineSymbolCoverage>(), new Dictionary<string, string>(), null, []);
}

/// <summary>Summarizes days.</summary>
internal static class DaySummaries
{
    public static async Task<DaySummary> ReadAsync(
        SessionReader reader, SessionListing listing, IReadOnlyList<string>? symbols, CancellationToken cancellationToken)
    {
        var rows = new RowDoubts();
        var contents = await reader.ReadAsync(listing, new SessionBuffers(symbols), rows, cancellationToken).ConfigureAwait(false);
        var doubts = rows.BySymbol;
        var doubtOfAll = Doubt(contents, doubts);
        return new(listing.Date, Count(contents.Bars.Slices), contents.Coverage, doubts, doubtOfAll, contents.Problems);
    }

    // Bars and the coverage that refers to them are written with the same retrieval time. That shows which symbols an unreadable
    // object may contain. Without such coverage, it may contain any symbol.
    private static string? Doubt(SessionContents contents, Dictionary<string, string> doubts)
    {
        string? all = null;
        foreach (var key in contents.Listing.Objects.Select(stored => stored.Key).Except(contents.Bars.Keys))
        {
            var reason = $"{key} cannot be read, and may hold bars of it.";
            var named = contents.Coverages.Where(stored => stored.Record.Name.Retrieval == key.Retrieval).SelectMany(stored => stored.Record.Claims).SelectMany(claim => claim.Symbols).ToList();
            foreach (var symbol in named)
                doubts[symbol] = reason;
            all = named.Count == 0 ? reason : all;
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

    /// <summary>Collects the symbols with unreadable rows.</summary>
    private sealed class RowDoubts : ISessionVisitor
    {
        public Dictionary<string, string> BySymbol { get; } = new(StringComparer.Ordinal);

        public void Begin() => BySymbol.Clear();

        public void Visit(KlineKey key, KlineTable table, MergedBars earlier)
        {
            foreach (var row in table.Problems)
                BySymbol[row.Symbol] = $"a row of {key} cannot be read.";
        }
    }
}
