namespace Rhetenor.Data.Testing;

/// <summary>The kinds of a <see cref="CapitalEvent"/>.</summary>
public enum CapitalEventKind
{
    /// <summary>A share split (액면분할): par value and prices fall, shares rise, and the master names it on that day.</summary>
    Split,

    /// <summary>A share consolidation (액면병합).</summary>
    Consolidation,

    /// <summary>A bonus issue (무상증자). The new shares are listed three weeks later.</summary>
    Bonus,

    /// <summary>A rights issue (유상증자). Shares and volumes do not change.</summary>
    Rights,

    /// <summary>A capital reduction (감자): shares fall and the price rises, and no field of the master names it.</summary>
    Reduction,

    /// <summary>A base price that an auction set after a halt of a session. KIS does not adjust earlier prices.</summary>
    AuctionBase,

    /// <summary>A cash dividend (배당락): the master names it, and the base price stays the previous close.</summary>
    Dividend,
}

/// <summary>An event of a simulated market after which prices are not comparable with earlier ones.</summary>
/// <param name="Code">The short code (단축코드).</param>
/// <param name="ExDate">The first day with the new price, Korean date.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Factor">The base price divided by the previous close: 0.1 for a split of one share into ten. 1 for dividends.</param>
public sealed record CapitalEvent(string Code, DateOnly ExDate, CapitalEventKind Kind, decimal Factor)
{
    /// <summary>The cash dividend of a share, in won, for <see cref="CapitalEventKind.Dividend"/>. It is decided 45 days after the
    /// ex-date.</summary>
    /// <value>Default 0: never decided.</value>
    public long Dividend { get; init; }

    internal bool ScalesShares => Kind is CapitalEventKind.Split or CapitalEventKind.Consolidation or CapitalEventKind.Bonus or CapitalEventKind.Reduction;

    internal bool IsAdjusted => Kind is not (CapitalEventKind.AuctionBase or CapitalEventKind.Dividend);
}
