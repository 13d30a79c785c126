using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>How far a catch-up is.</summary>
/// <param name="Session">The session being caught up.</param>
/// <param name="Done">Symbols done with.</param>
/// <param name="Total">Symbols that are asked for.</param>
/// <param name="Calls">Calls made for this session so far.</param>
/// <param name="CallsAtMost">Calls it will take at most.</param>
/// <param name="Bars">Bars fetched so far.</param>
/// <param name="Symbol">The symbol just done with; null at the beginning.</param>
public readonly record struct CatchUpProgress(
    TradingSession Session, int Done, int Total, int Calls, int CallsAtMost, int Bars, string? Symbol)
{
    /// <summary>Returns session, symbols, calls and bars in one line, the same in every culture.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Session.Date.ToText()} {Session.Venue.ToCode()}: {Done:N0} of {Texts.Count(Total, "symbol")}, {Calls:N0} of at most {Texts.Count(CallsAtMost, "call")}, {Texts.Count(Bars, "bar")}{(Symbol is null ? "" : $", {Symbol}")}");
}
