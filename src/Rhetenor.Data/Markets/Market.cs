namespace Rhetenor.Data;

/// <summary>A Korean stock market with a master file of its own.</summary>
public enum Market
{
    /// <summary>KOSPI, the main board (유가증권시장): shares, ETFs, ETNs, REITs, beneficiary certificates, rights.</summary>
    Kospi,

    /// <summary>KOSDAQ (코스닥시장).</summary>
    Kosdaq,

    /// <summary>KONEX (코넥스시장), the market for small and medium companies.</summary>
    Konex,
}
