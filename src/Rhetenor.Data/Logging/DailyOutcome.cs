using System.Globalization;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data;

/// <summary>The result of a catch-up of daily bars for one symbol.</summary>
public sealed record DailyOutcome
{
    /// <summary>Gets the short code.</summary>
    public required string Symbol { get; init; }

    /// <summary>Gets the state: complete, not listed (KIS has no session of it), doubtful, failed, or missing when it was not
    /// requested.</summary>
    public required SymbolDayState State { get; init; }

    /// <summary>Gets the first stored session, Korean date; null when there is none.</summary>
    public DateOnly? First { get; init; }

    /// <summary>Gets the last stored session, Korean date; null when there is none.</summary>
    public DateOnly? Last { get; init; }

    /// <summary>Gets the number of bars that the run wrote.</summary>
    public required int NewBars { get; init; }

    /// <summary>Gets the number of calls made for the symbol.</summary>
    public required int Calls { get; init; }

    /// <summary>Gets the reason for the state; null when there is none.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets what shows that the sessions are all of them, in words of docs/FORMAT.md; empty when nothing was fetched.</summary>
    public string Witness { get; init; } = "";

    /// <summary>Gets whether nothing is missing.</summary>
    public bool IsComplete => State is SymbolDayState.Complete or SymbolDayState.NotListed;

    /// <summary>Returns symbol, state, sessions, bars, calls and reason in one line, the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Symbol} {State.ToWords()}{(First is { } first && Last is { } last ? $", {first.ToText()} to {last.ToText()}" : "")}; {Texts.Count(NewBars, "new bar")}, {Texts.Count(Calls, "call")}{(Reason is null ? "" : ": " + Reason)}");
}
