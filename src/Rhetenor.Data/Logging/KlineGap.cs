using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>Minutes of a symbol that a store does not have for certain: what a catch-up asks for.</summary>
/// <param name="Session">The session.</param>
/// <param name="Symbol">The short code.</param>
/// <param name="From">The first minute to ask for, Korean time; everything after it in the session is asked for too.</param>
public sealed record KlineGap(TradingSession Session, string Symbol, DateTime From)
{
    /// <summary>A whole session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="symbol">The short code.</param>
    public KlineGap(TradingSession session, string symbol)
        : this(session ?? throw new ArgumentNullException(nameof(session)), symbol, session.FirstMinute)
    {
    }

    /// <summary>One line: date, venue, symbol, from when on.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Session.Date.ToText()} {Session.Venue.ToCode()} {Symbol} from {From.ToTimeText()}");
}
