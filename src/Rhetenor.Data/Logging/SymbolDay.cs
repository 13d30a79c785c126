namespace Rhetenor.Data;

/// <summary>One symbol in one session.</summary>
/// <param name="Symbol">The symbol.</param>
/// <param name="State">What the archive has.</param>
/// <param name="Through">The last minute covered, Korean time; null when none is.</param>
/// <param name="Bars">Bars stored; of a revised bar only the one that counts.</param>
/// <param name="AskFrom">The first minute a catch-up would ask for, Korean time; null when it would ask for nothing.</param>
/// <param name="Reason">Why it is not complete, for people; null when there is nothing to say.</param>
public readonly record struct SymbolDay(string Symbol, SymbolDayState State, DateTime? Through, int Bars, DateTime? AskFrom, string? Reason)
{
    /// <summary>Whether nothing is missing: complete, without trades, halted or not listed.</summary>
    public bool IsWhole => State < SymbolDayState.Open;
}
