using System.Globalization;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Masters;

/// <summary>The previous session's unadjusted close, as far as one master record determines it.</summary>
/// <remarks>A master's market capitalisation is the previous close times today's listed shares, cut to 100 million won. Shares are given
/// in thousands. Both bound the close.</remarks>
/// <param name="Low">The lowest possible close, in won.</param>
/// <param name="High">The close is below this price, in won.</param>
/// <param name="Exact">The only valid price between them, in won; null when there are several or none.</param>
internal readonly record struct PreviousClose(decimal Low, decimal High, decimal? Exact)
{
    private const decimal CapUnit = 100_000_000;
    private const int ShareUnit = 1_000;

    /// <summary>The most that the rounding of shares moves a bound, in won.</summary>
    public const decimal Rounding = 0.5m;

    /// <summary>Gets the close, or the middle of the possible ones, in won.</summary>
    public decimal Estimate => Exact ?? ((Low + High) / 2);

    /// <summary>Returns the bounds from a record; null when the record has none, as on the first day of an instrument.</summary>
    public static PreviousClose? Of(MasterRecord record, DateOnly? date)
    {
        if (record.ListedShares is not > 0 || record.MarketCap is not > 0)
            return null;
        var (shares, cap) = ((decimal)record.ListedShares.Value, (decimal)record.MarketCap.Value);
        var (low, high) = (cap / (shares + ShareUnit), (cap + CapUnit) / shares);
        var first = TickSize.Ceiling(low, record.Market, record.SecurityGroup, date);
        var next = first + TickSize.Of(first, record.Market, record.SecurityGroup, date);
        return new(low, high, first < high && next >= high ? first : null);
    }

    /// <summary>Determines whether a price may be the close. Half a won more is allowed, because shares are rounded.</summary>
    public bool MayBe(decimal price) => price >= Low - Rounding && price < High + Rounding;

    /// <summary>Returns the close or its bounds.</summary>
    public override string ToString() => Exact is { } price
        ? string.Create(CultureInfo.InvariantCulture, $"{price:#,0.##}")
        : string.Create(CultureInfo.InvariantCulture, $"{Low:#,0.0} to {High:#,0.0}");
}
