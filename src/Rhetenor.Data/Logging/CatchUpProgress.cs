using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The progress of a catch-up.</summary>
/// <param name="Session">The session being caught up.</param>
/// <param name="Done">The number of symbols that are done.</param>
/// <param name="Total">The number of symbols that are requested.</param>
/// <param name="Calls">The number of calls made for this session so far.</param>
/// <param name="CallsAtMost">The maximum number of calls for this session.</param>
/// <param name="Bars">The number of bars fetched so far.</param>
/// <param name="Symbol">The symbol that was just done; null at the beginning.</param>
public readonly record struct CatchUpProgress(
    TradingSession Session, int Done, int Total, int Calls, int CallsAtMost, int Bars, string? Symbol)
{
    /// <summary>Gets the time until which the run pauses because the source does not answer, Korean time; null while it does not
    /// pause.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Returns session, symbols, calls and bars in one line, the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Session.Date.ToText()} {Session.Venue.ToCode()}: {Done:N0} of {Texts.Count(Total, "symbol")}, {Calls:N0} of at most {Texts.Count(CallsAtMost, "call")}, {Texts.Count(Bars, "bar")}{(Symbol is null ? "" : $", {Symbol}")}{(PausedUntil is { } time ? $", paused until {TimeOnly.FromDateTime(time.DateTime).ToText()}" : "")}");
}
