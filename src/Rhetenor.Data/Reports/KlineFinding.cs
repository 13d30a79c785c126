using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>What was noticed about stored bars. A finding is to be looked at; it need not be an error.</summary>
public enum KlineFindingKind
{
    /// <summary>Open or close lie outside of low and high.</summary>
    PriceOrder,

    /// <summary>A price is 0.</summary>
    ZeroPrice,

    /// <summary>A bar without a share traded.</summary>
    ZeroVolume,

    /// <summary>One object has a minute twice; its last line counts.</summary>
    Repeated,

    /// <summary>Several objects have a minute, with different numbers; the latest retrieval counts. Closing bars are revised every day.</summary>
    Revised,

    /// <summary>A minute in which the venue does not trade.</summary>
    OutsideSession,

    /// <summary>A day that the calendar knows as closed.</summary>
    ClosedDay,

    /// <summary>A price beyond the day's limits. Without a master the close of the session before stands for the base price: then
    /// splits, ex-dates, liquidation trading and funds with other limits are found too.</summary>
    PriceLimit,

    /// <summary>The day's shares are not the sum of the bars' up to here: a bar is missing before it, or a number is wrong.</summary>
    AccVolume,

    /// <summary>The day's shares became fewer.</summary>
    AccVolumeFell,

    /// <summary>The day's won became fewer, or grew by what the bar's shares cannot have cost.</summary>
    AccValue,
}

/// <summary>Bars of one symbol and day of which the same was noticed.</summary>
/// <param name="Kind">What was noticed.</param>
/// <param name="Date">The Korean date.</param>
/// <param name="Symbol">The symbol.</param>
/// <param name="Minute">The first of the bars, Korean time.</param>
/// <param name="Count">How many bars of this symbol and day.</param>
/// <param name="Expected">What the first one was expected to have.</param>
/// <param name="Found">What it has.</param>
public sealed record KlineFinding(KlineFindingKind Kind, DateOnly Date, string Symbol, DateTime Minute, int Count, string Expected, string Found)
{
    /// <summary>One line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Date.ToText()} {Symbol} {Minute.ToTimeText()} {Kind} ({Count}): expected {Expected}, found {Found}");
}

/// <summary>How often something was noticed.</summary>
/// <param name="SymbolDays">On how many days of symbols.</param>
/// <param name="Bars">In how many bars.</param>
public readonly record struct KlineFindingCount(int SymbolDays, long Bars);
