namespace Rhetenor.Data;

/// <summary>The kind of trading in a period.</summary>
public enum TradingPhase
{
    /// <summary>Before the regular session (Nextrade).</summary>
    PreMarket,

    /// <summary>The regular session, its closing auction included.</summary>
    Regular,

    /// <summary>After the regular session.</summary>
    AfterMarket,
}

/// <summary>A range of minutes in which a venue trades. A minute is named by its start, in Korean time.</summary>
/// <param name="Phase">The kind of trading.</param>
/// <param name="First">The first minute.</param>
/// <param name="Last">The last minute. A closing auction is one bar, labelled with its match time: 15:30.</param>
public readonly record struct TradingPeriod(TradingPhase Phase, TimeOnly First, TimeOnly Last)
{
    /// <summary>Gets the number of minutes from first to last, both included.</summary>
    public int Minutes => (int)(Last - First).TotalMinutes + 1;

    /// <summary>Determines whether a minute is in the period.</summary>
    public bool Contains(TimeOnly minute) => minute >= First && minute <= Last;
}
