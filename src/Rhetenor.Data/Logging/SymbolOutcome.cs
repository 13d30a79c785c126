namespace Rhetenor.Data;

/// <summary>How a symbol ended in a catch-up.</summary>
public enum SymbolState
{
    /// <summary>Everything up to the minute asked for is in the store.</summary>
    Complete,

    /// <summary>The store holds the day up to an earlier minute.</summary>
    Partial,

    /// <summary>Nothing of the day is covered.</summary>
    Failed,
}

/// <summary>What became of one symbol.</summary>
/// <param name="Symbol">The short code.</param>
/// <param name="State">How it ended.</param>
/// <param name="Through">The last minute the store covers, Korean time; null when none.</param>
/// <param name="NewBars">Bars the store did not have.</param>
/// <param name="RevisedBars">Bars the store had with other values.</param>
/// <param name="UnchangedBars">Bars that were fetched and found in the store.</param>
/// <param name="Calls">Calls made for it.</param>
/// <param name="Reason">Why it is not complete; null when it is.</param>
public sealed record SymbolOutcome(
    string Symbol, SymbolState State, DateTime? Through, int NewBars, int RevisedBars, int UnchangedBars, int Calls, string? Reason);
