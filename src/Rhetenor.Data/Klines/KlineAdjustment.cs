using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The adjustment of a series of bars, with what is not certain about it.</summary>
public sealed record KlineAdjustment
{
    internal KlineAdjustment(Adjustment kind, DateOnly asOf, IReadOnlyList<string> doubts) =>
        (Kind, AsOf, Doubts) = (kind, asOf, doubts);

    /// <summary>Gets the kind of adjustment; <see cref="Adjustment.None"/> for prices as they were traded.</summary>
    public Adjustment Kind { get; init; }

    /// <summary>Gets the Korean date as of which prices are comparable: events after it, and events that were not known yet, are left
    /// out.</summary>
    public DateOnly AsOf { get; init; }

    /// <summary>Gets what nothing proves, one a line: days whose prices may or may not account for an event, resets and dividends without a
    /// factor, and sessions that were not searched for events. Empty when all is proven.</summary>
    public IReadOnlyList<string> Doubts { get; init; }

    /// <summary>Returns kind, date and number of doubts in one line, independent of culture.</summary>
    public override string ToString() =>
        Kind switch { Adjustment.None => "as traded", Adjustment.Capital => $"adjusted as of {AsOf.ToText()}", _ => $"total return as of {AsOf.ToText()}" } + (Doubts.Count == 0 ? "" : $", {Texts.Count(Doubts.Count, "doubt")}");
}
