using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The work that a catch-up would do. Making a plan reads the store and does not call KIS.</summary>
public sealed record CatchUpPlan
{
    /// <summary>Gets the sessions, in the order in which they would be caught up.</summary>
    public required IReadOnlyList<SessionPlan> Sessions { get; init; }

    /// <summary>Gets the maximum number of calls for all sessions, assuming a row for every requested minute. Symbols that trade rarely
    /// need fewer.</summary>
    public required int CallsAtMost { get; init; }

    /// <summary>Gets the earliest time at which the calls can be done at the configured pace, Korean time.</summary>
    public required DateTimeOffset EarliestFinish { get; init; }

    /// <summary>Returns sessions, calls and earliest finish in one line, the same in every culture.</summary>
    public override string ToString() => Sessions.Count == 0 ? "no sessions" : string.Create(CultureInfo.InvariantCulture,
        $"{Texts.Count(Sessions.Count, "session")}, {Sessions[0].Session.Date.ToText()} to {Sessions[^1].Session.Date.ToText()}: at most {Texts.Count(CallsAtMost, "call")}, done by {EarliestFinish.DateTime.ToMinuteText()} at the earliest");
}

/// <summary>The work that a catch-up would do for one session.</summary>
public sealed record SessionPlan
{
    /// <summary>Gets the session.</summary>
    public required TradingSession Session { get; init; }

    /// <summary>Gets the number of symbols that would be requested.</summary>
    public required int Symbols { get; init; }

    /// <summary>Gets the number of symbols that need no request.</summary>
    public required int UpToDate { get; init; }

    /// <summary>Gets the maximum number of calls.</summary>
    public required int CallsAtMost { get; init; }

    /// <summary>Gets the maximum number of objects of bars, as counted by <see cref="CatchUpReport.Objects"/>. Each is accompanied by at
    /// most one small coverage object, which is not counted.</summary>
    public required int ObjectsAtMost { get; init; }

    /// <summary>Returns session, symbols, calls and objects in one line, the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Session.Date.ToText()} {Session.Venue.ToCode()}: {Texts.Count(Symbols, "symbol")} to ask for, {UpToDate:N0} up to date; at most {Texts.Count(CallsAtMost, "call")}, {Texts.Count(ObjectsAtMost, "object")}");
}
