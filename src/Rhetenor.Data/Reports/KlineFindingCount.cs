using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The number of findings of a kind.</summary>
public readonly record struct KlineFindingCount
{
    /// <summary>Gets the number of symbol days with such findings.</summary>
    public required int SymbolDays { get; init; }

    /// <summary>Gets the number of bars with such findings.</summary>
    public required long Bars { get; init; }

    /// <summary>Returns the numbers in one line, the same in every culture.</summary>
    public override string ToString() => $"{Texts.Count(Bars, "bar")} of {Texts.Count(SymbolDays, "symbol day")}";
}
