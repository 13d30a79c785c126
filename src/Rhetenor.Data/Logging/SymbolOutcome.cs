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

    /// <summary>Gets the first stored session of daily bars (일봉), Korean date; null when there is none, and for minutes.</summary>
    public DateOnly? First { get; init; }

    /// <summary>Gets the last minute that the store covers, Korean time; of daily bars midnight of the last stored session. Null when
    /// nothing is covered.</summary>
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

    /// <summary>Gets what shows that the stored bars are all of them; of daily bars what shows it of those that the run wrote.</summary>
    public KlineWitnesses Witnesses { get; init; }

    /// <summary>Gets whether bars that were stored without coverage, such as those of the Python original, proved themselves by the daily bar (일봉), alone or with
    /// the newest minutes, and were not fetched again.</summary>
    public bool IsFromStore { get; init; }

    /// <summary>Gets whether the store has all bars of the symbol that were available when the run ended. More follow while the state is
    /// <see cref="SymbolDayState.Open"/>.</summary>
    public bool IsComplete => State <= SymbolDayState.Open;

    /// <summary>Gets whether nothing is missing and no more bars will follow: complete, without trades, halted or not listed.</summary>
    public bool IsFinal => State < SymbolDayState.Open;

    /// <summary>Returns symbol, state, what is covered, bars, calls and reason in one line, the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Symbol} {State.ToWords()}{Covered}; {NewBars} new bars, {RevisedBars} revised, {UnchangedBars} unchanged; {Calls} calls{(Reason is null ? "" : ": " + Reason)}");

    private string Covered => (First, Through) switch
    {
        ({ } first, { } last) => $", {first.ToText()} to {DateOnly.FromDateTime(last).ToText()}",
        (null, { } through) => $" through {through.ToMinuteText()}",
        _ => "",
    };
}
