namespace Rhetenor.Data;

/// <summary>What kind of trading a period has.</summary>
public enum TradingPhase
{
    /// <summary>Before the regular session (Nextrade).</summary>
    PreMarket,

    /// <summary>The regular session, its closing auction included.</summary>
    Regular,

    /// <summary>After the regular session.</summary>
    AfterMarket,
}

/// <summary>A run of minutes in which a venue trades. Minutes are named by their start, Korean time.</summary>
/// <param name="Phase">What kind of trading.</param>
/// <param name="First">The first minute.</param>
/// <param name="Last">The last minute. A closing auction is one bar, labelled with the time of its match: 15:30.</param>
public readonly record struct TradingPeriod(TradingPhase Phase, TimeOnly First, TimeOnly Last)
{
    /// <summary>Minutes from first to last, both included.</summary>
    public int Minutes => (int)(Last - First).TotalMinutes + 1;

    /// <summary>Whether a minute lies within.</summary>
    public bool Contains(TimeOnly minute) => minute >= First && minute <= Last;
}
