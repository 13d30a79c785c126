using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>Options for the LEAN export.</summary>
public sealed record LeanOptions
{
    /// <summary>The name of the market in LEAN. LEAN knows <c>krx</c>; another name must be added there with
    /// <c>Market.Add</c>.</summary>
    /// <value>Default <c>krx</c>.</value>
    public string Market { get; set; } = "krx";

    /// <summary>The venue whose hours <see cref="LeanMarket.MarketHours"/> returns.</summary>
    /// <value>Default <see cref="Venue.Krx"/>.</value>
    public Venue Venue { get; set; } = Venue.Krx;

    internal LeanOptions Checked(OptionCheck check = default) => this with
    {
        Market = check.Text(Market, name => name.Length > 0 && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)), "lower case letters and digits, such as krx"),
        Venue = check.Defined(Venue),
    };
}
