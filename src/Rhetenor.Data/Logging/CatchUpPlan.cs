using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The work that a catch-up would do for one session, or for daily bars (일봉) up to one. Making a plan reads the store and does
/// not request any bars.</summary>
public sealed record CatchUpPlan
{
    /// <summary>Gets the session; of daily bars the last one whose figures have settled.</summary>
    public required TradingSession Session { get; init; }

    /// <summary>Gets the number of symbols that would be requested.</summary>
    public required int Symbols { get; init; }

    /// <summary>Gets the number of symbols that need no request.</summary>
    public required int UpToDate { get; init; }

    /// <summary>Gets the number of symbols whose bars are stored and in no coverage, such as those of the Python original, and may prove themselves.</summary>
    public int Stored { get; init; }

    /// <summary>Gets the maximum number of calls if the bars of all <see cref="Stored"/> symbols prove themselves. Where late volume of the closing bar cannot be
    /// excluded, they need one call more. A call for daily bars is counted for the first session that it answers for.</summary>
    public int CallsIfProven { get; init; }

    /// <summary>Gets the maximum number of calls, assuming a row for every requested minute, or a daily bar for every session from the
    /// listing date on. Symbols that trade rarely, and delisted ones, need fewer.</summary>
    public required int CallsAtMost { get; init; }

    /// <summary>Gets the maximum number of objects of bars, as counted by <see cref="CatchUpReport.Objects"/>, while the source answers.
    /// Coverage objects, which are small, are not counted.</summary>
    public required int ObjectsAtMost { get; init; }

    /// <summary>Gets the earliest time at which the calls, and those of the plans before it in a list, can be done at the configured pace,
    /// Korean time.</summary>
    public required DateTimeOffset EarliestFinish { get; init; }

    /// <summary>Returns session, symbols, calls, objects and earliest finish in one line, the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Session.Date.ToText()} {Session.Venue.ToCode()}: {Texts.Count(Symbols, "symbol")} to ask for, {UpToDate:N0} up to date; at most {Texts.Count(CallsAtMost, "call")}{(Stored == 0 ? "" : $" ({CallsIfProven:N0} if the stored bars of {Texts.Count(Stored, "symbol")} prove themselves)")}, {Texts.Count(ObjectsAtMost, "object")}, done by {EarliestFinish.DateTime.ToMinuteText()} at the earliest");
}
