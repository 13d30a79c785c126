namespace Rhetenor.Data.Masters;

/// <summary>The ordinals of the common properties' fields in one table; -1 for fields that the table does not contain.</summary>
internal sealed class MasterOrdinals(MasterColumns columns)
{
    public int StandardCode { get; } = columns.IndexOf("standard_code");
    public int KoreanName { get; } = columns.IndexOf("korean_name");
    public int SecurityGroup { get; } = columns.IndexOf(HantooMstSpec.SecurityGroup);
    public int BasePrice { get; } = columns.IndexOf("base_price");
    public int LotSize { get; } = columns.IndexOf("regular_lot_size");
    public int TradingHalted { get; } = columns.IndexOf("trading_halted");
    public int LiquidationTrading { get; } = columns.IndexOf("liquidation_trading");
    public int AdministrativeIssue { get; } = columns.IndexOf("administrative_issue");
    public int ListingDate { get; } = columns.IndexOf("listing_date");
    public int ListedShares { get; } = columns.IndexOf("listed_shares");
    public int MarketCap { get; } = columns.IndexOf("market_cap");
    public int ParValue { get; } = columns.IndexOf("par_value");
    public int PreviousVolume { get; } = columns.IndexOf("previous_volume");
    public int NetIncome { get; } = columns.IndexOf("net_income");
    public int Roe { get; } = columns.IndexOf("roe");
    public int FinancialsDate { get; } = columns.IndexOf("financials_date");
}
