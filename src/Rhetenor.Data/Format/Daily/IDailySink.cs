using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>Receives the bars of an object.</summary>
internal interface IDailySink
{
    /// <summary>Gets the symbols. If it is closed, bars of other symbols are skipped.</summary>
    KlineSymbols Symbols { get; }

    /// <summary>Adds a bar.</summary>
    /// <param name="date">The session.</param>
    /// <param name="retrieval">The line's own retrieval; default when the line has none.</param>
    /// <param name="symbol">The number of the symbol.</param>
    /// <param name="bar">The bar.</param>
    void Add(DateOnly date, DateTime retrieval, int symbol, in DailyBar bar);
}
