namespace Rhetenor.Data.Klines;

/// <summary>The dates on which the bars of stored days were fetched. After a split, KIS returns earlier days adjusted, so the date decides
/// which events their prices account for.</summary>
internal sealed class RetrievalDates
{
    private readonly Dictionary<DateOnly, IReadOnlyList<(DateOnly Fetched, IReadOnlySet<string>? Symbols)>> _days = [];

    /// <summary>Adds a day.</summary>
    /// <param name="date">The Korean date of the bars.</param>
    /// <param name="retrievals">The Korean dates of retrieval, each with the symbols that have bars of it; null for all symbols.</param>
    public void Add(DateOnly date, IReadOnlyList<(DateOnly Fetched, IReadOnlySet<string>? Symbols)> retrievals) => _days[date] = retrievals;

    /// <summary>Returns the first and the last date on which a symbol's bars of a day were fetched; null when unknown.</summary>
    public (DateOnly First, DateOnly Last)? Of(string symbol, DateOnly date)
    {
        if (!_days.TryGetValue(date, out var retrievals))
            return null;
        (DateOnly, DateOnly)? range = null;
        foreach (var (fetched, symbols) in retrievals)
        {
            if (symbols is null || symbols.Contains(symbol))
                range = range is var (first, last) ? (fetched < first ? fetched : first, fetched > last ? fetched : last) : (fetched, fetched);
        }

        return range;
    }
}
