using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The adjustment of a series of bars, with what is not certain about it.</summary>
/// <param name="Kind">The kind of adjustment; <see cref="Adjustment.None"/> for prices as they were traded.</param>
/// <param name="AsOf">The Korean date as of which prices are comparable: events after it, and events that were not known yet, are left
/// out.</param>
/// <param name="Doubts">What nothing proves, one a line: days whose prices may or may not account for an event, resets and dividends
/// without a factor, and sessions that were not searched for events. Empty when all is proven.</param>
public sealed record KlineAdjustment(Adjustment Kind, DateOnly AsOf, IReadOnlyList<string> Doubts)
{
    /// <summary>Returns kind, date and number of doubts in one line, independent of culture.</summary>
    public override string ToString() =>
        Kind switch { Adjustment.None => "as traded", Adjustment.Capital => $"adjusted as of {AsOf.ToText()}", _ => $"total return as of {AsOf.ToText()}" } + (Doubts.Count == 0 ? "" : $", {Texts.Count(Doubts.Count, "doubt")}");
}
