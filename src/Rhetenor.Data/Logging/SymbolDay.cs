namespace Rhetenor.Data;

/// <summary>The state of one symbol in one session.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="State">The state of the symbol's day in the archive.</param>
/// <param name="Through">The last minute covered, Korean time; null when none is.</param>
/// <param name="Bars">The number of stored bars; of a revised bar only the version that counts.</param>
/// <param name="AskFrom">The first minute that a catch-up would request, Korean time; null when it would request nothing.</param>
/// <param name="Reason">Why it is not complete, or what is odd about it, as text; null when there is no reason.</param>
public readonly record struct SymbolDay(string Symbol, SymbolDayState State, DateTime? Through, int Bars, DateTime? AskFrom, string? Reason)
{
    /// <summary>Gets what shows that the stored bars are all of them.</summary>
    public KlineWitnesses Witnesses { get; init; }

    /// <summary>Gets whether nothing is missing: complete, without trades, halted or not listed.</summary>
    public bool IsWhole => State < SymbolDayState.Open;
}
