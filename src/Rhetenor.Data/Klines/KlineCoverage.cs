using Rhetenor.Data.Core;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Klines;

/// <summary>The coverage of one date and venue: what was requested and what was answered. It distinguishes a minute without a trade from a
/// minute that was not fetched.</summary>
internal sealed class KlineCoverage
{
    /// <summary>Creates the coverage of a run.</summary>
    /// <param name="date">The date of the bars.</param>
    /// <param name="venue">The venue.</param>
    /// <param name="retrieval">The time at which the bars were fetched, in Korean time; fractions of a second are discarded.</param>
    /// <param name="symbols">The requested symbols.</param>
    /// <exception cref="ArgumentException">The time is UTC, a symbol is invalid or duplicated, a state is not allowed in coverage, or a
    /// time of day has seconds.</exception>
    public KlineCoverage(DateOnly date, Venue venue, DateTime retrieval, IEnumerable<KeyValuePair<string, KlineSymbolCoverage>> symbols)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        if (retrieval.Kind == DateTimeKind.Utc)
            throw new ArgumentException("A Korean time is expected, not UTC.", nameof(retrieval));
        (Date, Venue) = (date, venue);
        Retrieval = DateTime.SpecifyKind(retrieval.ToSecond(), DateTimeKind.Unspecified);
        var sorted = new SortedDictionary<string, KlineSymbolCoverage>(StringComparer.Ordinal);
        foreach (var (symbol, coverage) in symbols)
        {
            ShortCode.CheckSymbol(symbol, nameof(symbols));
            Check(coverage, symbol, nameof(symbols));
            if (!sorted.TryAdd(symbol, coverage))
                throw new ArgumentException($"'{symbol}' is duplicated.", nameof(symbols));
        }

        Symbols = sorted;
    }

    /// <summary>Gets the date of the bars.</summary>
    public DateOnly Date { get; }

    /// <summary>Gets the venue.</summary>
    public Venue Venue { get; }

    /// <summary>Gets the time at which the bars were fetched, in Korean time; the latest time in a merged coverage.</summary>
    public DateTime Retrieval { get; }

    /// <summary>Gets the symbols in ordinal order.</summary>
    public IReadOnlyDictionary<string, KlineSymbolCoverage> Symbols { get; }

    /// <summary>Merges several coverages of one date and venue, in any order. For each symbol the latest run wins, unless it covers
    /// less of the day than an earlier one without having read it settled, or is not final and an earlier one is.</summary>
    /// <exception cref="ArgumentException">The sequence is empty, or contains several dates or venues.</exception>
    public static KlineCoverage Merge(IEnumerable<KlineCoverage> coverages)
    {
        ArgumentNullException.ThrowIfNull(coverages);
        var sorted = coverages.OrderBy(coverage => coverage.Retrieval).ToList();
        if (sorted.Count == 0 || sorted.Exists(coverage => coverage.Date != sorted[0].Date || coverage.Venue != sorted[0].Venue))
            throw new ArgumentException("At least one coverage, and all of one date and venue, are expected.", nameof(coverages));
        var claims = sorted.SelectMany(coverage => coverage.Symbols.Select(symbol => new CoverageClaim(coverage.Retrieval, symbol.Value, [symbol.Key])));
        return new KlineCoverage(sorted[0].Date, sorted[0].Venue, sorted[^1].Retrieval, CoverageClaims.Merge(claims));
    }

    /// <summary>Checks what is said about a symbol.</summary>
    /// <exception cref="ArgumentException">The state is not allowed in coverage, or the time of day has seconds.</exception>
    public static void Check(KlineSymbolCoverage? coverage, string symbol, string parameterName)
    {
        if (coverage is null || coverage.Through?.Ticks % TimeSpan.TicksPerMinute > 0)
            throw new ArgumentException($"The coverage of '{symbol}' is null, or its time of day has seconds.", parameterName);
        if (coverage.State is > SymbolDayState.NotListed and not (SymbolDayState.Doubtful or SymbolDayState.Failed))
            throw new ArgumentException($"The coverage of '{symbol}' has the state {coverage.State}: complete, no trades, halted, not listed, doubtful or failed are expected.", parameterName);
    }
}
