using Rhetenor.Data.Markets;

namespace Rhetenor.Data;

/// <summary>What was asked and answered in one run for one date and venue: it makes "no bar" mean something.</summary>
public sealed class KlineCoverage
{
    /// <summary>Describes a run.</summary>
    /// <param name="date">The date of the bars.</param>
    /// <param name="venue">The venue.</param>
    /// <param name="retrieval">When the bars were fetched, Korean time; parts of a second are cut off.</param>
    /// <param name="symbols">The symbols asked for.</param>
    /// <param name="objects">The names, without prefix, of the kline objects that hold what is claimed; null when it is not known.</param>
    /// <exception cref="ArgumentException">The time is UTC, a symbol is not a valid short code or is duplicated, a state is not one of coverage, or a time of day has seconds.</exception>
    public KlineCoverage(DateOnly date, Venue venue, DateTime retrieval, IEnumerable<KeyValuePair<string, KlineSymbolCoverage>> symbols, IEnumerable<string>? objects = null)
    {
        ArgumentNullException.ThrowIfNull(symbols);
        if (retrieval.Kind == DateTimeKind.Utc)
            throw new ArgumentException("A Korean time is expected, not UTC.", nameof(retrieval));
        (Date, Venue) = (date, venue);
        Retrieval = new DateTime(retrieval.Ticks - (retrieval.Ticks % TimeSpan.TicksPerSecond), DateTimeKind.Unspecified);
        var sorted = new SortedDictionary<string, KlineSymbolCoverage>(StringComparer.Ordinal);
        foreach (var (symbol, coverage) in symbols)
        {
            ShortCode.CheckSymbol(symbol, nameof(symbols));
            if (coverage is null || coverage.Through?.Ticks % TimeSpan.TicksPerMinute > 0)
                throw new ArgumentException($"The coverage of '{symbol}' is nothing, or has a time within a minute.", nameof(symbols));
            if (coverage.State is > SymbolDayState.NotListed and not SymbolDayState.Failed)
                throw new ArgumentException($"The coverage of '{symbol}' has the state {coverage.State}: complete, no trades, halted, not listed or failed are expected.", nameof(symbols));
            if (!sorted.TryAdd(symbol, coverage))
                throw new ArgumentException($"{symbol} is there twice.", nameof(symbols));
        }

        Symbols = sorted;
        Objects = objects?.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
    }

    /// <summary>The date of the bars.</summary>
    public DateOnly Date { get; }

    /// <summary>The venue.</summary>
    public Venue Venue { get; }

    /// <summary>When the bars were fetched, Korean time; of a merged one the latest.</summary>
    public DateTime Retrieval { get; }

    /// <summary>The symbols in ordinal order.</summary>
    public IReadOnlyDictionary<string, KlineSymbolCoverage> Symbols { get; }

    /// <summary>The names, without prefix and in ordinal order, of the kline objects that hold what is claimed: who cannot read
    /// one of them must not believe the claim. Null when it is not known, as in a merged one.</summary>
    public IReadOnlyList<string>? Objects { get; }

    /// <summary>What several runs of one date and venue say together, in any order. The later run wins, symbol by symbol; but a
    /// failure does not take back what an earlier run had covered.</summary>
    /// <exception cref="ArgumentException">There is none, or they are of several dates or venues.</exception>
    public static KlineCoverage Merge(IEnumerable<KlineCoverage> coverages)
    {
        ArgumentNullException.ThrowIfNull(coverages);
        var sorted = coverages.OrderBy(coverage => coverage.Retrieval).ToList();
        if (sorted.Count == 0 || sorted.Exists(coverage => coverage.Date != sorted[0].Date || coverage.Venue != sorted[0].Venue))
            throw new ArgumentException("At least one coverage, and all of one date and venue, are expected.", nameof(coverages));
        var merged = sorted
            .SelectMany(coverage => coverage.Symbols.Select(symbol => (symbol.Key, symbol.Value, coverage.Retrieval)))
            .GroupBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create(group.Key, Latest(group.Select(entry => (entry.Value, entry.Retrieval)))));
        return new KlineCoverage(sorted[0].Date, sorted[0].Venue, sorted[^1].Retrieval, merged);
    }

    // Two runs of one second have no order of time; any order will do that does not depend on how they were listed.
    private static KlineSymbolCoverage Latest(IEnumerable<(KlineSymbolCoverage Coverage, DateTime Retrieval)> entries) => entries
        .OrderBy(entry => entry.Retrieval)
        .ThenBy(entry => entry.Coverage.Through)
        .ThenBy(entry => entry.Coverage.State)
        .ThenBy(entry => entry.Coverage.IsFinal)
        .ThenBy(entry => entry.Coverage.Reason, StringComparer.Ordinal)
        .Select(entry => entry.Coverage)
        .Aggregate((held, later) => TakesBack(later, held) ? held : later);

    private static bool TakesBack(KlineSymbolCoverage later, KlineSymbolCoverage held) =>
        later.State == SymbolDayState.Failed && held.Through is not null && (later.Through is null || later.Through < held.Through || held.IsFinal);
}
