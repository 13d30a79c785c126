namespace Rhetenor.Data.Testing;

/// <summary>Something in real files that careless readers stumble over. The first shares of a file carry one each.</summary>
internal enum Trap
{
    None,

    /// <summary>A net income of six digits, cut to five.</summary>
    LongIncome,

    /// <summary>A net loss of five digits, whose sign leaves room for four.</summary>
    LongLoss,

    /// <summary>Short losses: <c>-0115</c> beside <c>-00000115</c>.</summary>
    SmallLoss,

    /// <summary>The text that stands for a ROE that means nothing.</summary>
    RoeSentinel,

    /// <summary>A period that ends on 30 February.</summary>
    FebruaryPeriod,

    /// <summary>A name of exactly 40 bytes.</summary>
    FullName,

    /// <summary>A name without Korean text, whose bytes are as many as its characters.</summary>
    AsciiName,

    /// <summary>Short sales overheated: Y, where all others are blank.</summary>
    ShortSaleOverheated,

    /// <summary>Halted, without volume and under administration.</summary>
    Halted,
}
