using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The work that a catch-up of daily bars would do. Making a plan reads the store and does not call KIS.</summary>
public sealed record DailyPlan
{
    /// <summary>Gets the last session whose figures have settled, Korean date.</summary>
    public required DateOnly Through { get; init; }

    /// <summary>Gets the number of symbols that would be requested.</summary>
    public required int Symbols { get; init; }

    /// <summary>Gets the number of symbols that need no request.</summary>
    public required int UpToDate { get; init; }

    /// <summary>Gets the maximum number of calls, if every symbol has a session on each day from its listing date on. Symbols without a
    /// master, such as delisted ones, need fewer.</summary>
    public required int CallsAtMost { get; init; }

    /// <summary>Gets the earliest time at which the calls can be done at the configured pace, Korean time.</summary>
    public required DateTimeOffset EarliestFinish { get; init; }

    /// <summary>Returns symbols, calls and earliest finish in one line, the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"daily bars through {Through.ToText()}: {Texts.Count(Symbols, "symbol")} to ask for, {UpToDate:N0} up to date; at most {Texts.Count(CallsAtMost, "call")}, done by {EarliestFinish.DateTime.ToMinuteText()} at the earliest");
}
