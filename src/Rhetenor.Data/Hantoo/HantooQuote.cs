namespace Rhetenor.Data.Hantoo;

/// <summary>The symbol's quote at the time of an answer, whatever day was requested (<c>output1</c>).</summary>
/// <param name="LastPrice">The last price in won; 0 for a symbol that KIS does not know.</param>
/// <param name="Shares">The shares traded on the current day.</param>
/// <param name="Value">The value traded on the current day, in won; 0 when it is not sent.</param>
internal readonly record struct HantooQuote(decimal LastPrice, decimal Shares, decimal Value)
{
    /// <summary>Gets the symbol's Korean name, which alone tells whose answer it is; null when it is not sent.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the close of the session before the current day, in won; 0 when it is not sent.</summary>
    public decimal PreviousClose { get; init; }

    /// <summary>Gets whether KIS knows the symbol.</summary>
    public bool IsKnown => LastPrice > 0;
}
