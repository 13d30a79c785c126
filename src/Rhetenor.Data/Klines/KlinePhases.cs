namespace Rhetenor.Data;

/// <summary>The parts of a day that are included. Each part has its own buckets.</summary>
[Flags]
public enum KlinePhases
{
    /// <summary>No part.</summary>
    None = 0,

    /// <summary>Before the regular session (Nextrade).</summary>
    PreMarket = 1,

    /// <summary>The regular session, including its closing auction.</summary>
    Regular = 2,

    /// <summary>After the regular session.</summary>
    AfterMarket = 4,

    /// <summary>All periods of trading.</summary>
    Trading = PreMarket | Regular | AfterMarket,

    /// <summary>Minutes outside all periods: KRX trades at the closing price from 15:40, and any other stored minutes.</summary>
    Outside = 8,

    /// <summary>All bars.</summary>
    All = Trading | Outside,
}
