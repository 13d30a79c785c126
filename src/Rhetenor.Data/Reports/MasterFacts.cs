namespace Rhetenor.Data.Reports;

/// <summary>What a master says of a symbol, as far as reports use it.</summary>
/// <param name="Listed">The day it was listed, Korean date; null when the master does not tell.</param>
/// <param name="IsHalted">Trading is halted.</param>
/// <param name="BasePrice">The day's base price, won; null when the master does not tell.</param>
/// <param name="Limit">How far its price may go.</param>
/// <param name="ExType">The code of an ex-date; empty when the day is none.</param>
internal readonly record struct MasterFacts(DateOnly? Listed, bool IsHalted, long? BasePrice, PriceLimitKind Limit, string ExType)
{
    private const string NoExDate = "00";

    public static MasterFacts Of(MasterRecord record, int exType)
    {
        var code = exType < 0 ? "" : record[exType];
        return new(record.ListingDate, record.IsTradingHalted == true, record.BasePrice, LimitOf(record), code == NoExDate ? "" : code);
    }

    // Warrants and rights have no limits, nor has a share in liquidation trading; KONEX has half of the others'. A fund that
    // promises twice its index has twice the limit, and tells it by its name only.
    private static PriceLimitKind LimitOf(MasterRecord record)
    {
        if (record.IsLiquidationTrading == true)
            return PriceLimitKind.None;
        return record.SecurityGroup switch
        {
            "SW" or "SR" => PriceLimitKind.None,
            "EF" or "EN" when IsLeveraged(record.KoreanName) => PriceLimitKind.Leveraged,
            _ when record.Market == Market.Konex => PriceLimitKind.Konex,
            _ => PriceLimitKind.Usual,
        };
    }

    private static bool IsLeveraged(string name) =>
        name.Contains("레버리지", StringComparison.Ordinal) || name.Contains("2X", StringComparison.OrdinalIgnoreCase);
}
