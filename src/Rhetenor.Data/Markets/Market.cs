namespace Rhetenor.Data;

/// <summary>A Korean stock market that has its own master file (종목마스터).</summary>
public enum Market
{
    /// <summary>KOSPI, the main board (유가증권시장): shares, ETFs, ETNs, REITs, beneficiary certificates, rights.</summary>
    Kospi,

    /// <summary>KOSDAQ (코스닥시장).</summary>
    Kosdaq,

    /// <summary>KONEX (코넥스시장), the market for small and medium companies.</summary>
    Konex,
}
