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

    /// <summary>The day made of minutes and the daily bar (일봉) differ, without a known reason.</summary>
    DailyBar,

    /// <summary>The daily bar has more shares than the minutes, by at most 2.5 %: trades outside the hours have no minute.</summary>
    DailyBarOffHours,

    /// <summary>The prices of the day made of minutes are those of the daily bar times one ratio: KIS had adjusted the minutes for a later
    /// split when they were fetched.</summary>
    DailyBarAdjusted,
}

/// <summary>The bars of one symbol and day with the same kind of finding.</summary>
public sealed record KlineFinding
{
    /// <summary>Gets the kind of the finding.</summary>
    public required KlineFindingKind Kind { get; init; }

    /// <summary>Gets the Korean date.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Gets the symbol.</summary>
    public required string Symbol { get; init; }

    /// <summary>Gets the minute of the first bar, Korean time.</summary>
    public required DateTime Minute { get; init; }

    /// <summary>Gets the number of bars of this symbol and day.</summary>
    public required int Count { get; init; }

    /// <summary>Gets the value expected in the first bar.</summary>
    public required string Expected { get; init; }

    /// <summary>Gets the value found in the first bar.</summary>
    public required string Found { get; init; }

    /// <summary>Returns the finding in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Date.ToText()} {Symbol} {Minute.ToTimeText()} {Kind} ({Count}): expected {Expected}, found {Found}");
}
