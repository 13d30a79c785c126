using Rhetenor.Data.Archive;
using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Logging;

namespace Rhetenor.Data.Reports;

/// <summary>The numbers of one day in a store.</summary>
/// <param name="Date">The Korean date.</param>
/// <param name="Bars">The bars by symbol: how many there are, and their shares.</param>
/// <param name="Coverage">The merged coverage by symbol.</param>
/// <param name="Doubts">The symbols that may have bars in an unreadable object or row, each with the reason.</param>
/// <param name="DoubtOfAll">The reason why that may apply to every symbol; null when it does not.</param>
/// <param name="Problems">The objects and rows that could not be read.</param>
internal sealed record DaySummary(
    DateOnly Date,
    IReadOnlyDictionary<string, (int Count, long Shares)> Bars,
    IReadOnlyDictionary<string, KlineSymbolCoverage> Coverage,
    IReadOnlyDictionary<string, string> Doubts,
    string? DoubtOfAll,
    IReadOnlyList<StoreProblem> Problems)
{
    /// <summary>Returns the facts about a symbol from the store and the masters.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="masters">The masters.</param>
    /// <param name="next">The date of the next session, whose master shows the shares of this one; null for none.</param>
    public SymbolDayFacts FactsOf(string symbol, MasterBook masters, DateOnly? next) => new(Coverage.GetValueOrDefault(symbol), Bars.GetValueOrDefault(symbol).Count)
    {
        Shares = next is { } date && IsComparable(Coverage.GetValueOrDefault(symbol), date) && masters.Of(date).GetValueOrDefault(symbol).PreviousVolume is { } traded
            ? new(traded, Bars.GetValueOrDefault(symbol).Shares)
            : null,
        Doubt = Doubts.GetValueOrDefault(symbol) ?? DoubtOfAll,
        IsUnlisted = masters.IsUnlisted(symbol, Date) == true,
        IsHalted = masters.Of(Date).TryGetValue(symbol, out var facts) && facts.IsHalted,
    };

    // A logger without masters would settle a second reading the same way again. Shares that KIS has adjusted for a later split are not comparable with a
    // master's.
    private static bool IsComparable(KlineSymbolCoverage? coverage, DateOnly next) => coverage is null || (!coverage.Witnesses.HasFlag(KlineWitnesses.SecondReading) && !(coverage.PricesAsOf > next));

    public static DaySummary Empty(DateOnly date) =>
        new(date, new Dictionary<string, (int, long)>(), new Dictionary<string, KlineSymbolCoverage>(), new Dictionary<string, string>(), null, []);
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

    private static Dictionary<string, (int Count, long Shares)> Count(IEnumerable<KlineSlice> slices)
    {
        var counts = new Dictionary<string, (int, long)>(StringComparer.Ordinal);
        (int Count, long Shares)[] byNumber = [];
        KlineSymbols? names = null;
        foreach (var slice in slices)
        {
            names = slice.SymbolTable;
            if (byNumber.Length < names.Count)
                Array.Resize(ref byNumber, names.Count);
            for (var i = 0; i < slice.Count; i++)
            {
                ref var day = ref byNumber[slice.Numbers[i]];
                day = (day.Count + 1, day.Shares + slice.Bars[i].Volume);
            }
        }

        for (var number = 0; number < byNumber.Length; number++)
        {
            if (byNumber[number].Count > 0)
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
