namespace Rhetenor.Data;

public readonly partial struct MasterRecord
{
    /// <summary>Gets the security group (증권그룹구분코드): <c>ST</c> share, <c>EF</c> ETF, <c>EN</c> ETN, … as in
    /// <see cref="HantooMstSpec.KnownSecurityGroups"/>. Unknown groups are returned unchanged.</summary>
    public string SecurityGroup => Text(_content.Ordinals.SecurityGroup);

    /// <summary>Gets the day's base price (기준가) in won, from which the ±30 % limits are calculated.</summary>
    public long? BasePrice => Number(_content.Ordinals.BasePrice);

    /// <summary>Gets the lot size of the regular session, in shares.</summary>
    public long? LotSize => Number(_content.Ordinals.LotSize);

    /// <summary>Gets whether trading is halted (거래정지).</summary>
    public bool? IsTradingHalted => Flag(_content.Ordinals.TradingHalted);

    /// <summary>Gets whether the instrument is in liquidation trading before delisting (정리매매).</summary>
    public bool? IsLiquidationTrading => Flag(_content.Ordinals.LiquidationTrading);

    /// <summary>Gets whether the instrument is an administrative issue (관리종목).</summary>
    public bool? IsAdministrativeIssue => Flag(_content.Ordinals.AdministrativeIssue);

    /// <summary>Gets the listing date, in Korea.</summary>
    public DateOnly? ListingDate => _content.Ordinals.ListingDate < 0 ? null : GetDate(_content.Ordinals.ListingDate);

    /// <summary>Gets the number of listed shares. DWS reports thousands, so the last three digits are zero.</summary>
    public long? ListedShares => Scaled(_content.Ordinals.ListedShares, 1_000);

    /// <summary>Gets the market capitalisation at the previous close, in won. DWS reports units of 100 million won (억원).</summary>
    /// <remarks>On the first day after a split, a consolidation or a bonus issue it is the new number of shares times the old close.</remarks>
    public long? MarketCap => Scaled(_content.Ordinals.MarketCap, 100_000_000);

    /// <summary>Gets the par value in won, or in the issuer's currency for foreign issues; 0 where there is none.</summary>
    public long? ParValue => Number(_content.Ordinals.ParValue);

    /// <summary>Gets the volume of the previous session, in shares.</summary>
    public long? PreviousVolume => Number(_content.Ordinals.PreviousVolume);

    /// <summary>Gets the net income (당기순이익) in units of 100 million won, year to date at <see cref="FinancialsPeriod"/>. The field has
    /// five characters; larger numbers lose their last digits.</summary>
    public TruncatedNumber? NetIncome => _content.Ordinals.NetIncome < 0 ? null : GetTruncatedNumber(_content.Ordinals.NetIncome);

    /// <summary>Gets the return on equity, in percent; null also where DWS marks it as not meaningful.</summary>
    public decimal? Roe => _content.Ordinals.Roe < 0 ? null : GetDecimal(_content.Ordinals.Roe);

    /// <summary>Gets the last day of the month of the financial figures. The period differs between records of one file.</summary>
    public DateOnly? FinancialsPeriod => _content.Ordinals.FinancialsDate < 0 ? null : GetPeriodEnd(_content.Ordinals.FinancialsDate);

    private bool? Flag(int ordinal) => ordinal < 0 ? null : GetFlag(ordinal);

    private long? Number(int ordinal) => ordinal < 0 ? null : GetInt64(ordinal);

    private long? Scaled(int ordinal, long unit) =>
        Number(ordinal) is { } number && number <= long.MaxValue / unit && number >= long.MinValue / unit ? number * unit : null;
}
