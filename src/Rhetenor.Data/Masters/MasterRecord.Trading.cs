using Rhetenor.Data.Markets;

namespace Rhetenor.Data;

/// <content>The exchange's rules of the day, by the date of the file.</content>
public readonly partial struct MasterRecord
{
    /// <summary>Gets the tick size (호가가격단위) at the base price, in won; null when there is no base price. Prices in other ranges have other
    /// ticks.</summary>
    public int? TickSize => BasePrice is > 0 and var price ? Rhetenor.Data.Markets.TickSize.Of(price, Market, SecurityGroup, _content.Date) : null;

    /// <summary>Gets the upper price limit (상한가) of the day in won, on a tick; null when there is none. On the first day (신규상장) of
    /// a share the limits are wider.</summary>
    public long? UpperLimit => Limits?.Upper;

    /// <summary>Gets the lower price limit (하한가) of the day in won, on a tick; null when there is none.</summary>
    public long? LowerLimit => Limits?.Lower;

    internal PriceLimitKind LimitKind => PriceLimits.KindOf(Market, SecurityGroup, KoreanName, IsLiquidationTrading == true);

    private (long Upper, long Lower)? Limits =>
        PriceLimits.Of(LimitKind, BasePrice ?? 0, Market, SecurityGroup, PriceLimits.IsFirstDay(SecurityGroup, ListingDate, _content.Date, MarketCap), _content.Date);
}
