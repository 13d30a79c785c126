using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The kinds of findings about stored bars. A finding should be examined; it is not necessarily an error.</summary>
public enum KlineFindingKind
{
    /// <summary>The open or the close is outside the range from low to high.</summary>
    PriceOrder,

    /// <summary>A price is 0.</summary>
    ZeroPrice,

    /// <summary>A bar without volume.</summary>
    ZeroVolume,

    /// <summary>One object contains a minute twice. Its last line counts.</summary>
    Repeated,

    /// <summary>Several objects contain a minute with different values. The latest retrieval counts. Closing bars are revised every
    /// day.</summary>
    Revised,

    /// <summary>A minute outside the venue's trading hours.</summary>
    OutsideSession,

    /// <summary>A day that is closed according to the calendar.</summary>
    ClosedDay,

    /// <summary>A price outside the day's limits. Without a master, the close of the previous session replaces the base price.
    /// Splits, ex-dates, liquidation trading and funds with other limits are then reported too.</summary>
    PriceLimit,

    /// <summary>The cumulative volume is not the sum of the bars' volumes: a bar is missing before this one, or a number is
    /// wrong.</summary>
    AccVolume,

    /// <summary>The cumulative volume decreased.</summary>
    AccVolumeFell,

    /// <summary>The cumulative value decreased, or increased by an amount that does not fit the bar's volume and prices.</summary>
    AccValue,
}

/// <summary>The bars of one symbol and day with the same kind of finding.</summary>
/// <param name="Kind">The kind of the finding.</param>
/// <param name="Date">The Korean date.</param>
/// <param name="Symbol">The symbol.</param>
/// <param name="Minute">The minute of the first bar, Korean time.</param>
/// <param name="Count">The number of bars of this symbol and day.</param>
/// <param name="Expected">The value expected in the first bar.</param>
/// <param name="Found">The value found in the first bar.</param>
public sealed record KlineFinding(KlineFindingKind Kind, DateOnly Date, string Symbol, DateTime Minute, int Count, string Expected, string Found)
{
    /// <summary>Returns the finding in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Date.ToText()} {Symbol} {Minute.ToTimeText()} {Kind} ({Count}): expected {Expected}, found {Found}");
}
