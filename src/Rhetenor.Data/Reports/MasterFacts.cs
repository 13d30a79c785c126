using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Reports;

/// <summary>The facts from a master about a symbol that reports use.</summary>
/// <param name="Listed">The listing date, Korean date; null when the master does not contain it.</param>
/// <param name="IsHalted">Whether trading is halted (거래정지).</param>
/// <param name="BasePrice">The day's base price (기준가), in won; null when the master does not contain it.</param>
/// <param name="Group">The security group (증권그룹).</param>
/// <param name="Limit">The kind of price limit.</param>
/// <param name="ExType">The code of an ex-date; empty when the day is not one.</param>
/// <param name="MarketCap">The market capitalisation of the previous close; null when the master does not contain it.</param>
/// <param name="PreviousVolume">The shares traded in the session before; null when the master does not contain them, or was written on another
/// day.</param>
internal readonly record struct MasterFacts(DateOnly? Listed, bool IsHalted, long? BasePrice, string Group, PriceLimitKind Limit, string ExType, long? MarketCap, long? PreviousVolume)
{
    private const string NoExDate = "00";

    public static MasterFacts Of(MasterRecord record, int exType, bool isOfItsDay)
    {
        var code = exType < 0 ? "" : record[exType];
        return new(record.ListingDate, record.IsTradingHalted == true, record.BasePrice, record.SecurityGroup, record.LimitKind, code == NoExDate ? "" : code, record.MarketCap, isOfItsDay ? record.PreviousVolume : null);
    }
}
