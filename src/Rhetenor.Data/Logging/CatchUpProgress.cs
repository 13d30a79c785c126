using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The progress of a catch-up.</summary>
public readonly record struct CatchUpProgress
{
    /// <summary>Gets the session being caught up; of daily bars (일봉) the last one that has settled.</summary>
    public required TradingSession Session { get; init; }

    /// <summary>Gets the number of symbols that are done.</summary>
    public required int Done { get; init; }

    /// <summary>Gets the number of symbols that are requested. Of daily bars a symbol counts once for each gap.</summary>
    public required int Total { get; init; }

    /// <summary>Gets the number of calls made so far.</summary>
    public required int Calls { get; init; }

    /// <summary>Gets the maximum number of calls.</summary>
    public required int CallsAtMost { get; init; }

    /// <summary>Gets the number of bars fetched so far.</summary>
    public required long Bars { get; init; }

    /// <summary>Gets the symbol that was just done; null at the beginning.</summary>
    public string? Symbol { get; init; }

    /// <summary>Gets the time until which the run pauses because the source does not answer, Korean time; null while it does not
    /// pause.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Gets the time until which the source waits before it can ask, as for KIS's one token a minute, Korean time; null while it does
    /// not wait. Before the first request the session is the latest one of the built-in calendar.</summary>
    public DateTimeOffset? WaitingUntil { get; init; }

    /// <summary>Returns session, symbols, calls and bars in one line, the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Session.Date.ToText()} {Session.Venue.ToCode()}: {Done:N0} of {Texts.Count(Total, "symbol")}, {Calls:N0} of at most {Texts.Count(CallsAtMost, "call")}, {Texts.Count(Bars, "bar")}{(Symbol is null ? "" : $", {Symbol}")}{Until("waiting for KIS's one token a minute", WaitingUntil)}{Until("paused", PausedUntil)}");

    private static string Until(string what, DateTimeOffset? time) => time is { } until ? $", {what} until {TimeOnly.FromDateTime(until.DateTime).ToText()}" : "";
}
