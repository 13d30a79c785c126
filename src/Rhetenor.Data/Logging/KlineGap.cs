using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>Minutes of a symbol that a store may lack. A catch-up requests them.</summary>
/// <param name="Session">The session.</param>
/// <param name="Symbol">The short code (단축코드).</param>
/// <param name="From">The first minute to request, Korean time. Everything after it in the session is requested too.</param>
public sealed record KlineGap(TradingSession Session, string Symbol, DateTime From)
{
    /// <summary>Creates a gap of a whole session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="symbol">The short code.</param>
    public KlineGap(TradingSession session, string symbol)
        : this(session ?? throw new ArgumentNullException(nameof(session)), symbol, session.FirstMinute)
    {
    }

    /// <summary>Returns date, venue, symbol and first minute in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Session.Date.ToText()} {Session.Venue.ToCode()} {Symbol} from {From.ToTimeText()}");
}
