using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The progress of a catch-up of daily bars.</summary>
public readonly record struct DailyProgress
{
    /// <summary>Gets the number of requests that are done. A symbol has one, or several when the store has gaps.</summary>
    public required int Done { get; init; }

    /// <summary>Gets the number of requests.</summary>
    public required int Total { get; init; }

    /// <summary>Gets the number of calls made so far.</summary>
    public required int Calls { get; init; }

    /// <summary>Gets the maximum number of calls.</summary>
    public required int CallsAtMost { get; init; }

    /// <summary>Gets the number of bars fetched so far.</summary>
    public required long Bars { get; init; }

    /// <summary>Gets the symbol that was just done; null at the beginning.</summary>
    public string? Symbol { get; init; }

    /// <summary>Returns symbols, calls and bars in one line, the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"daily bars: {Done:N0} of {Texts.Count(Total, "request")}, {Calls:N0} of at most {Texts.Count(CallsAtMost, "call")}, {Texts.Count(Bars, "bar")}{(Symbol is null ? "" : $", {Symbol}")}");
}
