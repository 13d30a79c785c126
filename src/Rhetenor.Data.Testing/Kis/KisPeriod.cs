namespace Rhetenor.Data.Testing;

/// <summary>The kinds of periods in a venue's day.</summary>
public enum KisPeriodKind
{
    /// <summary>Trading before the main session.</summary>
    PreMarket,

    /// <summary>Continuous trading of the main session.</summary>
    Regular,

    /// <summary>The call phase of the closing auction: orders are collected without trades.</summary>
    ClosingCall,

    /// <summary>The match of the closing auction: one bar, labelled with the first minute.</summary>
    ClosingAuction,

    /// <summary>Trading after the main session.</summary>
    AfterMarket,
}

/// <summary>A period of a venue's day, Korean time.</summary>
/// <param name="Kind">The kind of the period.</param>
/// <param name="From">The first minute.</param>
/// <param name="To">The first minute after it.</param>
public sealed record KisPeriod(KisPeriodKind Kind, TimeOnly From, TimeOnly To)
{
    internal int First => (int)From.ToTimeSpan().TotalMinutes;

    internal int End => (int)To.ToTimeSpan().TotalMinutes;
}
