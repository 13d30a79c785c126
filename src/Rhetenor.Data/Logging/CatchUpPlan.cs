using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>What a catch-up would do. Making it costs no call, only reads of the store.</summary>
/// <param name="Sessions">The sessions, in the order they would be caught up.</param>
/// <param name="CallsAtMost">Calls for all of them: a row for every minute asked for. Symbols that trade rarely take fewer.</param>
/// <param name="EarliestFinish">When the calls can be done at the configured pace, Korean time.</param>
public sealed record CatchUpPlan(IReadOnlyList<SessionPlan> Sessions, int CallsAtMost, DateTimeOffset EarliestFinish)
{
    /// <summary>Returns sessions, calls and earliest finish in one line, the same in every culture.</summary>
    public override string ToString() => Sessions.Count == 0 ? "no sessions" : string.Create(CultureInfo.InvariantCulture,
        $"{Texts.Count(Sessions.Count, "session")}, {Sessions[0].Session.Date.ToText()} to {Sessions[^1].Session.Date.ToText()}: at most {Texts.Count(CallsAtMost, "call")}, done by {EarliestFinish.DateTime.ToMinuteText()} at the earliest");
}

/// <summary>What a catch-up would do for one session.</summary>
/// <param name="Session">The session.</param>
/// <param name="Symbols">Symbols that would be asked for.</param>
/// <param name="UpToDate">Symbols that need nothing.</param>
/// <param name="CallsAtMost">Calls at most.</param>
/// <param name="ObjectsAtMost">Objects of bars at most, as <see cref="CatchUpReport.Objects"/> counts them. With each goes at most
/// one small object of coverage, which is not counted.</param>
public sealed record SessionPlan(TradingSession Session, int Symbols, int UpToDate, int CallsAtMost, int ObjectsAtMost)
{
    /// <summary>Returns session, symbols, calls and objects in one line, the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Session.Date.ToText()} {Session.Venue.ToCode()}: {Texts.Count(Symbols, "symbol")} to ask for, {UpToDate:N0} up to date; at most {Texts.Count(CallsAtMost, "call")}, {Texts.Count(ObjectsAtMost, "object")}");
}
