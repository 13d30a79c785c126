namespace Rhetenor.Data;

/// <summary>What became of one symbol.</summary>
/// <param name="Symbol">The short code.</param>
/// <param name="State">What the store has of it after the run.</param>
/// <param name="Through">The last minute the store covers, Korean time; null when none.</param>
/// <param name="NewBars">Bars the store did not have.</param>
/// <param name="RevisedBars">Bars the store had with other values.</param>
/// <param name="UnchangedBars">Bars that were fetched and found in the store.</param>
/// <param name="Calls">Calls made for it.</param>
/// <param name="Reason">Why it is in this state; null when there is nothing to say.</param>
public sealed record SymbolOutcome(
    string Symbol, SymbolDayState State, DateTime? Through, int NewBars, int RevisedBars, int UnchangedBars, int Calls, string? Reason)
{
    /// <summary>Gets whether everything that could be had when the run ended is there: the state is whole or
    /// <see cref="SymbolDayState.Open"/>.</summary>
    public bool IsUpToDate => State <= SymbolDayState.Open;
}
