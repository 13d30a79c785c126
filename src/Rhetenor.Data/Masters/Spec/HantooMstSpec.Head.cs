using System.Collections.Frozen;

namespace Rhetenor.Data;

public sealed partial class HantooMstSpec
{
    internal const int ShortCodeOrdinal = 0;
    internal const int StandardCodeOrdinal = 1;
    internal const string MarketProperty = "market";
    internal const string SecurityGroup = "security_group";

    /// <summary>Gets the security groups that KIS documents or that files have contained since 2022: <c>ST</c> shares, <c>EF</c> ETFs,
    /// <c>EN</c> ETNs, <c>RT</c> REITs, <c>MF</c>, <c>SC</c>, <c>IF</c>, <c>PF</c> funds, <c>BC</c> beneficiary certificates, <c>DR</c>
    /// depositary receipts, <c>FS</c> and <c>FE</c> foreign issues, <c>SW</c> warrants, <c>SR</c> rights, <c>KN</c> KONEX.</summary>
    public static IReadOnlySet<string> KnownSecurityGroups { get; } =
        FrozenSet.Create(StringComparer.Ordinal, "ST", "EF", "EN", "RT", "MF", "SC", "IF", "PF", "BC", "DR", "FS", "FE", "SW", "SR", "KN");

    private static MstField[] Head =>
    [
        new("short_code", "mksc_shrn_iscd", "단축코드", 9, MstFieldKind.Code),
        new("standard_code", "stnd_iscd", "표준코드", 12, MstFieldKind.Code),
        new("korean_name", "hts_kor_isnm", "한글종목명", 40, MstFieldKind.Text),
    ];
}
