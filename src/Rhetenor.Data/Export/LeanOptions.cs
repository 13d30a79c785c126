namespace Rhetenor.Data;

/// <summary>Names in LEAN's data folder.</summary>
public sealed record LeanOptions
{
    /// <summary>The market, as LEAN names it. It knows <c>krx</c>; another one has to be added there with <c>Market.Add</c>.</summary>
    /// <value>Default <c>krx</c>.</value>
    public string Market { get; init; } = "krx";

    /// <summary>The venue whose hours <see cref="LeanMarket.MarketHours"/> gives.</summary>
    /// <value>Default <see cref="Venue.Krx"/>.</value>
    public Venue Venue { get; init; } = Venue.Krx;
}
