namespace Rhetenor.Data;

/// <summary>The result of a catch-up for one symbol.</summary>
/// <param name="Symbol">The short code.</param>
/// <param name="State">The state of the symbol's day in the store after the run.</param>
/// <param name="Through">The last minute that the store covers, Korean time; null when none is covered.</param>
/// <param name="NewBars">The number of bars that the store did not have.</param>
/// <param name="RevisedBars">The number of bars that the store had with other values.</param>
/// <param name="UnchangedBars">The number of fetched bars that were already stored with the same values.</param>
/// <param name="Calls">The number of calls made for the symbol.</param>
/// <param name="Reason">The reason for the state; null when there is none.</param>
public sealed record SymbolOutcome(
    string Symbol, SymbolDayState State, DateTime? Through, int NewBars, int RevisedBars, int UnchangedBars, int Calls, string? Reason)
{
    /// <summary>Gets what shows that the stored bars are all of them.</summary>
    public KlineWitnesses Witnesses { get; init; }

    /// <summary>Gets whether the store has all bars of the symbol that were available when the run ended: nothing is
    /// missing, or the state is <see cref="SymbolDayState.Open"/>.</summary>
    public bool IsUpToDate => State <= SymbolDayState.Open;
}
