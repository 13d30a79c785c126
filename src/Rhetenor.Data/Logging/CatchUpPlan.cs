using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The work that a catch-up would do. Making a plan reads the store and does not call KIS.</summary>
/// <param name="Sessions">The sessions, in the order in which they would be caught up.</param>
/// <param name="CallsAtMost">The maximum number of calls for all sessions, assuming a row for every requested minute. Symbols that
/// trade rarely need fewer.</param>
/// <param name="EarliestFinish">The earliest time at which the calls can be done at the configured pace, Korean time.</param>
public sealed record CatchUpPlan(IReadOnlyList<SessionPlan> Sessions, int CallsAtMost, DateTimeOffset EarliestFinish)
{
    /// <summary>Returns sessions, calls and earliest finish in one line, the same in every culture.</summary>
    public override string ToString() => Sessions.Count == 0 ? "no sessions" : string.Create(CultureInfo.InvariantCulture,
        $"{Texts.Count(Sessions.Count, "session")}, {Sessions[0].Session.Date.ToText()} to {Sessions[^1].Session.Date.ToText()}: at most {Texts.Count(CallsAtMost, "call")}, done by {EarliestFinish.DateTime.ToMinuteText()} at the earliest");
}

/// <summary>The work that a catch-up would do for one session.</summary>
/// <param name="Session">The session.</param>
/// <param name="Symbols">The number of symbols that would be requested.</param>
/// <param name="UpToDate">The number of symbols that need no request.</param>
/// <param name="CallsAtMost">The maximum number of calls.</param>
/// <param name="ObjectsAtMost">The maximum number of objects of bars, as counted by <see cref="CatchUpReport.Objects"/>. Each is
/// accompanied by at most one small coverage object, which is not counted.</param>
public sealed record SessionPlan(TradingSession Session, int Symbols, int UpToDate, int CallsAtMost, int ObjectsAtMost)
{
    /// <summary>Returns session, symbols, calls and objects in one line, the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Session.Date.ToText()} {Session.Venue.ToCode()}: {Texts.Count(Symbols, "symbol")} to ask for, {UpToDate:N0} up to date; at most {Texts.Count(CallsAtMost, "call")}, {Texts.Count(ObjectsAtMost, "object")}");
}
