namespace Rhetenor.Data;

/// <summary>Turns slices, which are minute by minute, into columns, symbol by symbol.</summary>
internal sealed class KlineHistoryBuilder
{
    private readonly Dictionary<string, KlineColumns> _columns = new(StringComparer.Ordinal);
    private DateTime _last = DateTime.MinValue;

    /// <exception cref="ArgumentException">The minutes do not ascend.</exception>
    public void Add(IEnumerable<KlineSlice> slices)
    {
        ArgumentNullException.ThrowIfNull(slices);
        KlineSymbols? symbols = null;
        KlineColumns?[] byNumber = [];
        foreach (var slice in slices)
        {
            if (slice.Minute <= _last)
                throw new ArgumentException($"Ascending minutes are expected; {slice.Minute:yyyy-MM-dd HH:mm} is not after {_last:yyyy-MM-dd HH:mm}.", nameof(slices));
            _last = slice.Minute;
            if (slice.SymbolTable != symbols || symbols.Count > byNumber.Length)
                (symbols, byNumber) = (slice.SymbolTable, new KlineColumns?[slice.SymbolTable.Count]);
            var numbers = slice.Numbers;
            var bars = slice.Bars;
            for (var i = 0; i < bars.Length; i++)
                (byNumber[numbers[i]] ??= Columns(symbols[numbers[i]])).Add(slice.Minute, bars[i]);
        }
    }

    public KlineHistory Build() => new(
        [.. _columns.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => new KlineSeries(entry.Key, entry.Value))]);

    private KlineColumns Columns(string symbol)
    {
        if (!_columns.TryGetValue(symbol, out var columns))
            _columns.Add(symbol, columns = new KlineColumns());
        return columns;
    }
}
