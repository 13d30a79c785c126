namespace Rhetenor.Data.Klines;

/// <summary>Receives the bars of each symbol.</summary>
internal interface IKlineSink
{
    /// <summary>Adds consecutive bars of a symbol. The memory is used again afterwards.</summary>
    /// <param name="number">The number of the symbol.</param>
    /// <param name="minutes">The minutes, ascending, at most some hundred.</param>
    /// <param name="bars">The bars of these minutes.</param>
    void Add(int number, ReadOnlySpan<DateTime> minutes, ReadOnlySpan<KlineBar> bars);
}
