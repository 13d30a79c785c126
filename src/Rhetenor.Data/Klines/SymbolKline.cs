namespace Rhetenor.Data;

/// <summary>A bar and its symbol.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="Kline">The bar.</param>
public readonly record struct SymbolKline(string Symbol, Kline Kline)
{
    /// <summary>Returns the symbol and the bar in one line, independent of culture.</summary>
    public override string ToString() => $"{Symbol} {Kline}";
}
