using System.Globalization;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data;

/// <summary>The state of one symbol in one session.</summary>
public readonly record struct SymbolDay
{
    /// <summary>Gets the symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>Gets the state of the symbol's day in the archive.</summary>
    public required SymbolDayState State { get; init; }

    /// <summary>Gets the last minute covered, Korean time; null when none is.</summary>
    public DateTime? Through { get; init; }

    /// <summary>Gets the number of stored bars; of a revised bar only the version that counts.</summary>
    public required int Bars { get; init; }

    /// <summary>Gets the first minute that a catch-up would request, Korean time; null when it would request nothing.</summary>
    public DateTime? AskFrom { get; init; }

    /// <summary>Gets the reason why it is not complete, or what is odd about it; null when there is none.</summary>
    public string? Reason { get; init; }

    /// <summary>Gets what shows that the stored bars are all of them.</summary>
    public KlineWitnesses Witnesses { get; init; }

    /// <summary>Gets whether nothing is missing and no more bars will follow: complete, without trades, halted or not listed.</summary>
    public bool IsFinal => State < SymbolDayState.Open;

    /// <summary>Returns symbol, state, last covered minute, bars and reason in one line, the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Symbol} {State.ToWords()}{(Through is { } through ? $" through {through.ToMinuteText()}" : "")}; {Bars} bars{(Reason is null ? "" : ": " + Reason)}");
}
