using System.Globalization;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data;

/// <summary>The result of a catch-up for one symbol.</summary>
public sealed record SymbolOutcome
{
    /// <summary>Gets the short code.</summary>
    public required string Symbol { get; init; }

    /// <summary>Gets the state of the symbol's day in the store after the run.</summary>
    public required SymbolDayState State { get; init; }

    /// <summary>Gets the last minute that the store covers, Korean time; null when none is covered.</summary>
    public DateTime? Through { get; init; }

    /// <summary>Gets the number of bars that the store did not have.</summary>
    public required int NewBars { get; init; }

    /// <summary>Gets the number of bars that the store had with other values.</summary>
    public required int RevisedBars { get; init; }

    /// <summary>Gets the number of fetched bars that were already stored with the same values.</summary>
    public required int UnchangedBars { get; init; }

    /// <summary>Gets the number of calls made for the symbol.</summary>
    public required int Calls { get; init; }

    /// <summary>Gets the reason for the state; null when there is none.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets what shows that the stored bars are all of them.</summary>
    public KlineWitnesses Witnesses { get; init; }

    /// <summary>Gets whether the store has all bars of the symbol that were available when the run ended: nothing is
    /// missing, or the state is <see cref="SymbolDayState.Open"/>.</summary>
    public bool IsUpToDate => State <= SymbolDayState.Open;

    /// <summary>Returns symbol, state, last covered minute, bars, calls and reason in one line, the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Symbol} {State.ToWords()}{(Through is { } through ? $" through {through.ToMinuteText()}" : "")}; {NewBars} new bars, {RevisedBars} revised, {UnchangedBars} unchanged; {Calls} calls{(Reason is null ? "" : ": " + Reason)}");
}
