namespace Rhetenor.Data;

/// <summary>Which parts of a day take part. Each part has buckets of its own.</summary>
[Flags]
public enum KlinePhases
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Before the regular session (Nextrade).</summary>
    PreMarket = 1,

    /// <summary>The regular session, its closing auction included.</summary>
    Regular = 2,

    /// <summary>After the regular session.</summary>
    AfterMarket = 4,

    /// <summary>All periods of trading.</summary>
    Trading = PreMarket | Regular | AfterMarket,

    /// <summary>Minutes outside every period: KRX's trades at the closing price from 15:40, and whatever else was stored.</summary>
    Outside = 8,

    /// <summary>Every bar.</summary>
    All = Trading | Outside,
}
