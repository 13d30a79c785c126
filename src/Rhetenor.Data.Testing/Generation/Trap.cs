namespace Rhetenor.Data.Testing;

/// <summary>Irregularities of real files that break careless readers. Each of a file's first shares has one of those up to <see cref="Halted"/>.</summary>
internal enum Trap
{
    None,

    /// <summary>A net income of six digits, truncated to five.</summary>
    LongIncome,

    /// <summary>A net loss of five digits, truncated to four because of its sign.</summary>
    LongLoss,

    /// <summary>Small losses: <c>-0115</c> beside <c>-00000115</c>.</summary>
    SmallLoss,

    /// <summary>The text for a ROE without meaning.</summary>
    RoeSentinel,

    /// <summary>A period that ends on 30 February.</summary>
    FebruaryPeriod,

    /// <summary>A name of exactly 40 bytes.</summary>
    FullName,

    /// <summary>A name without Korean text, with as many bytes as characters.</summary>
    AsciiName,

    /// <summary>Overheated short sales: Y, where all other issues are blank.</summary>
    ShortSaleOverheated,

    /// <summary>Halted, without volume and under administration.</summary>
    Halted,

    /// <summary>A SPAC whose shares are rounded up, so that its base price is just above the previous closes that the market capitalisation allows.
    /// Only KOSDAQ files of 100 shares and more have it.</summary>
    SpacAtEdge,
}
