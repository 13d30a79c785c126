namespace Rhetenor.Data.Reports;

/// <summary>The facts from a master about a symbol that reports use.</summary>
/// <param name="Listed">The listing date, Korean date; null when the master does not contain it.</param>
/// <param name="IsHalted">Whether trading is halted (거래정지).</param>
/// <param name="BasePrice">The day's base price (기준가), in won; null when the master does not contain it.</param>
/// <param name="Limit">The kind of price limit.</param>
/// <param name="ExType">The code of an ex-date; empty when the day is not one.</param>
internal readonly record struct MasterFacts(DateOnly? Listed, bool IsHalted, long? BasePrice, PriceLimitKind Limit, string ExType)
{
    private const string NoExDate = "00";

    public static MasterFacts Of(MasterRecord record, int exType)
    {
        var code = exType < 0 ? "" : record[exType];
        return new(record.ListingDate, record.IsTradingHalted == true, record.BasePrice, LimitOf(record), code == NoExDate ? "" : code);
    }

    // Warrants, rights and shares in liquidation trading have no limits; KONEX has half of the other markets' limit. A fund that
    // promises twice its index has twice the limit, which is only visible in its name.
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
