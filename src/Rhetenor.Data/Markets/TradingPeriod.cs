using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The kind of trading in a period, and the parts of a day that are included in larger bars.</summary>
[Flags]
public enum TradingPhase
{
    /// <summary>No part.</summary>
    None = 0,

    /// <summary>Before the regular session (Nextrade).</summary>
    PreMarket = 1,

    /// <summary>The regular session, including its closing auction.</summary>
    Regular = 2,

    /// <summary>After the regular session.</summary>
    AfterMarket = 4,

    /// <summary>All periods of trading.</summary>
    Trading = PreMarket | Regular | AfterMarket,

    /// <summary>Minutes outside all periods: KRX trades at the closing price from 15:40, and any other stored minutes.</summary>
    Outside = 8,

    /// <summary>All bars.</summary>
    All = Trading | Outside,
}

/// <summary>A range of minutes in which a venue trades. A minute is named by its start, in Korean time.</summary>
/// <param name="Phase">The kind of trading: pre-market, regular or after-market.</param>
/// <param name="First">The first minute.</param>
/// <param name="Last">The last minute. A closing auction is one bar, labelled with its match time: 15:30.</param>
public readonly record struct TradingPeriod(TradingPhase Phase, TimeOnly First, TimeOnly Last)
{
    /// <summary>Gets the number of minutes from first to last, both included.</summary>
    public int Minutes => (int)(Last - First).TotalMinutes + 1;

    /// <summary>Determines whether a minute is in the period.</summary>
    public bool Contains(TimeOnly minute) => minute >= First && minute <= Last;

    /// <summary>Returns the kind of trading and the minutes in one line, independent of culture.</summary>
    public override string ToString() => $"{Phase} {First.ToTimeText()} – {Last.ToTimeText()}";
}
