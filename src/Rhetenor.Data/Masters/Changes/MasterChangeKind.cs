namespace Rhetenor.Data;

/// <summary>The kind of a change between two days, as masters show it.</summary>
public enum MasterChangeKind
{
    /// <summary>The instrument is new (신규상장).</summary>
    Listed,

    /// <summary>The instrument is gone (상장폐지).</summary>
    Delisted,

    /// <summary>The instrument has another Korean name (종목명 변경).</summary>
    Renamed,

    /// <summary>The instrument has another short code (단축코드).</summary>
    CodeChanged,

    /// <summary>The instrument is in another market (이전상장).</summary>
    Moved,

    /// <summary>Trading is halted (거래정지).</summary>
    Halted,

    /// <summary>Trading goes on after a halt (거래재개).</summary>
    Resumed,

    /// <summary>The instrument became an administrative issue (관리종목), or is no longer one.</summary>
    AdministrativeIssue,

    /// <summary>The market alert (시장경보) has changed.</summary>
    MarketAlert,

    /// <summary>The instrument is on an ex-date (락): the code of the day has changed.</summary>
    ExDate,

    /// <summary>The instrument entered or left an index or a sector.</summary>
    Membership,

    /// <summary>The par value (액면가) has changed.</summary>
    ParValue,

    /// <summary>The number of listed shares (상장주식수) has changed.</summary>
    Shares,

    /// <summary>The base price was reset by a share split (액면분할).</summary>
    Split,

    /// <summary>The base price was reset by a share consolidation (액면병합).</summary>
    Consolidation,

    /// <summary>The base price was reset by a bonus issue (무상증자).</summary>
    Bonus,

    /// <summary>The base price was reset by a rights issue (유상증자), also together with a bonus issue.</summary>
    Rights,

    /// <summary>The base price was reset by a capital reduction or a merger (감자, 합병).</summary>
    Reduction,

    /// <summary>The base price was set by an auction after a halt. Prices before and after it are not comparable by a factor.</summary>
    AuctionBase,

    /// <summary>The base price is not the previous close, and nothing in the masters explains it.</summary>
    UnexplainedReset,
    /// <summary>A cash dividend (현금배당). The base price stays the previous close, and masters do not have the amount: it is in
    /// <see cref="CorporateActions"/>.</summary>
    Dividend,
}
