using System.Globalization;
using Rhetenor.Data.Masters;

namespace Rhetenor.Data;

/// <summary>A base price (기준가) that is not the previous close: prices before it have to be multiplied to be comparable.</summary>
/// <remarks>The masters' base price accounts for splits, consolidations, bonus and rights issues and reductions of capital. It does not
/// account for cash dividends.</remarks>
public sealed record BasePriceReset
{
    internal BasePriceReset(
        MasterChangeKind kind, long basePrice, decimal previousLow, decimal previousHigh, decimal? factor, decimal error, IReadOnlyList<string> evidence) =>
        (Kind, BasePrice, PreviousLow, PreviousHigh, Factor, Error, Evidence) =
        (kind, basePrice, previousLow, previousHigh, factor, error, evidence);

    /// <summary>Gets the kind: <see cref="MasterChangeKind.Split"/> to <see cref="MasterChangeKind.UnexplainedReset"/>.</summary>
    public MasterChangeKind Kind { get; init; }

    /// <summary>Gets the base price, in won.</summary>
    public long BasePrice { get; init; }

    /// <summary>Gets the lowest possible previous close, unadjusted, in won.</summary>
    public decimal PreviousLow { get; init; }

    /// <summary>Gets the highest possible previous close, unadjusted, in won.</summary>
    public decimal PreviousHigh { get; init; }

    /// <summary>Gets the number that earlier prices are multiplied by; null when there is no evidence for one.</summary>
    public decimal? Factor { get; init; }

    /// <summary>Gets the greatest relative error of the factor; 0 when a par value or a simple ratio of shares determines it.</summary>
    public decimal Error { get; init; }

    /// <summary>Gets the rule and the values that prove the reset, one a line.</summary>
    public IReadOnlyList<string> Evidence { get; init; }

    /// <summary>Gets the base price divided by the previous close, or by the middle of the possible ones.</summary>
    public decimal BaseRatio => BasePrice * 2 / (PreviousLow + PreviousHigh);

    /// <summary>Gets whether volumes change with prices: by splits, consolidations, bonus issues and reductions, not by rights.</summary>
    public bool ScalesVolume => Factor is not null && Kind is MasterChangeKind.Split or MasterChangeKind.Consolidation or MasterChangeKind.Bonus or MasterChangeKind.Reduction;

    /// <summary>Returns kind, factor and prices in one line, independent of culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Kind}{FactorText}: base {BasePrice:#,0} after {PreviousLow:#,0.##}{HighText}");

    /// <summary>Gets whether bars were compared with the masters: they are a second witness of the previous close.</summary>
    public bool IsComparedWithBars { get; init; }

    /// <summary>Gets the kind of event that the codes of the day announce, when the bounds of the previous close are too wide to show
    /// whether the base price was reset; null otherwise.</summary>
    internal MasterChangeKind? Announced { get; init; }

    /// <summary>Gets whether rights and bonus shares were issued together: the factor does not show how many are bonus shares, which alone
    /// change volumes.</summary>
    internal bool HasBonusPart { get; init; }

    /// <summary>Gets whether the base price is the previous close, and par value and shares show an event of a day before whose master is
    /// not held.</summary>
    internal bool IsOfMissedDay => Announced is null && Kind is not (MasterChangeKind.AuctionBase or MasterChangeKind.Dividend) && IsPossibleClose(BasePrice);

    /// <summary>Determines whether a price may be the previous close.</summary>
    internal bool IsPossibleClose(decimal price) => price >= PreviousLow - PreviousClose.Rounding && price < PreviousHigh + PreviousClose.Rounding;

    /// <summary>Determines whether another reset has the same base price after a previous close that may be the same: the same master on
    /// another day, or the same facts with a finer close.</summary>
    internal bool IsSame(BasePriceReset? other) =>
        other is not null && BasePrice == other.BasePrice && PreviousLow <= other.PreviousHigh + PreviousClose.Rounding && other.PreviousLow <= PreviousHigh + PreviousClose.Rounding;

    // A nested text is formatted by the current culture.
    private string FactorText => Factor is not { } factor ? "" : string.Create(CultureInfo.InvariantCulture, $" × {factor:0.######}") + (Error > 0 ? string.Create(CultureInfo.InvariantCulture, $" ±{Error * 100:0.####}%") : "");

    private string HighText => PreviousHigh > PreviousLow ? string.Create(CultureInfo.InvariantCulture, $" to {PreviousHigh:#,0.##}") : "";
}
