using System.Globalization;

namespace Rhetenor.Data.Masters;

/// <summary>The day and the factor of an event that one witness shows.</summary>
/// <param name="Name">The name of the witness.</param>
/// <param name="First">The first session on which the event may have been.</param>
/// <param name="Last">The last one; usually the same.</param>
/// <param name="Low">The least possible factor; null when the witness has none.</param>
/// <param name="High">The greatest possible factor.</param>
/// <param name="Line">The evidence.</param>
internal sealed record EventWitness(string Name, DateOnly First, DateOnly Last, decimal? Low, decimal? High, string Line)
{
    public const string Masters = "masters", Bars = "daily bars", Ksd = "KSD";

    /// <summary>Gets the kind of event; null when the witness does not show it.</summary>
    public MasterChangeKind? Kind { get; init; }

    /// <summary>Gets the factor; exact when <see cref="Low"/> and <see cref="High"/> are the same.</summary>
    public decimal? Factor { get; init; }

    /// <summary>Gets whether the witness excludes that the base price was the previous close.</summary>
    public bool IsReset { get; init; }

    /// <summary>Gets the event of the masters.</summary>
    public AdjustmentFactor? Event { get; init; }

    /// <summary>Gets the base price and the close before, in won; null when the witness has none.</summary>
    public (decimal Base, decimal Close)? Prices { get; init; }

    /// <summary>Determines whether the factors of two witnesses may be the same.</summary>
    public bool Agrees(EventWitness other) => Low is not { } low || other.High is not { } otherHigh || High is not { } high || other.Low is not { } otherLow || (low <= otherHigh && otherLow <= high);

    /// <summary>Returns the number of days between the event and a date; 0 when the event may have been on it.</summary>
    public int DaysFrom(DateOnly date) => Math.Max(0, Math.Max(First.DayNumber - date.DayNumber, date.DayNumber - Last.DayNumber));

    /// <summary>Returns the factor as text.</summary>
    public string FactorText => Low is not { } low || High is not { } high ? "no factor"
        : low == high ? string.Create(CultureInfo.InvariantCulture, $"× {low:0.######}") : string.Create(CultureInfo.InvariantCulture, $"× {low:0.######} to {high:0.######}");
}
