namespace Rhetenor.Data.Testing;

/// <summary>What happens in a part of a venue's day.</summary>
public enum KisPeriodKind
{
    /// <summary>Trading before the main session.</summary>
    PreMarket,

    /// <summary>The main session's continuous trading.</summary>
    Regular,

    /// <summary>Orders are collected for the closing auction; no trades.</summary>
    ClosingCall,

    /// <summary>The match of the closing auction: one bar, labelled with the first minute.</summary>
    ClosingAuction,

    /// <summary>Trading after the main session.</summary>
    AfterMarket,
}

/// <summary>A part of a venue's day, Korean time.</summary>
/// <param name="Kind">What happens in it.</param>
/// <param name="From">The first minute.</param>
/// <param name="To">The first minute after it.</param>
public sealed record KisPeriod(KisPeriodKind Kind, TimeOnly From, TimeOnly To)
{
    internal int First => (int)From.ToTimeSpan().TotalMinutes;

    internal int End => (int)To.ToTimeSpan().TotalMinutes;
}
