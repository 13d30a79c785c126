namespace Rhetenor.Data.Testing;

/// <summary>Provides flags. They have three states: Y, N, and blank where the question does not apply.</summary>
internal static class FlagValues
{
    private static readonly (string Name, int Permille)[] Sectors =
    [
        ("governance_index", 26), ("krx_auto", 17), ("krx_semiconductor", 12), ("krx_bio", 34), ("krx_bank", 8), ("krx_energy_chemical", 28),
        ("krx_steel", 14), ("krx_media_telecom", 7), ("krx_construction", 21), ("krx_securities", 14), ("krx_shipbuilding", 16),
        ("krx_insurance", 10), ("krx_transport", 10), ("sri", 66), ("venture", 3),
    ];

    private static readonly (string Name, int Permille)[] Simple =
    [
        ("low_liquidity", 8), ("backdoor_listing", 0), ("abnormal_surge", 0), ("market_alert_notice", 2), ("unfaithful_disclosure", 1),
        ("credit_limit_exceeded", 0), ("collateral_loan_available", 0), ("investment_attention", 45),
    ];

    public static IEnumerable<(string Name, Func<Issue, MstField, string> Value)> Rows { get; } =
    [
        .. Sectors.Select(static row => (row.Name, Value: Reviewed(row.Permille))),
        .. Simple.Select(static row => (row.Name, Value: (Func<Issue, MstField, string>)((issue, field) => Fields.Flag(issue.IsShare && issue.Fixed.Chance(field.Name, row.Permille))))),
        ("manufacturing", static (issue, _) => issue.Group is "ST" or "RT" or "IF" ? "" : "N"),
        ("krx_financial_service", static (issue, _) => Fields.Flag(issue.Group is "EF" or "RT" or "IF")),
        ("spac", static (issue, _) => Fields.Flag(issue.IsSpac)),
        ("kospi", static (issue, _) => Fields.Flag(issue.Group is "ST" or "RT" or "IF" && issue.Preferred == 0)),
        ("kospi50", static (issue, field) => Member(issue, 1, 550)),
        ("kospi100", static (issue, field) => Member(issue, 1, 1000)),
        ("krx100", static (issue, field) => Member(issue, 1, 900)),
        ("kosdaq150", static (issue, field) => Member(issue, 2, 500)),
        ("krx", static (issue, field) => Member(issue, 2, 1000)),
        ("krx300", static (issue, field) => issue.Market == Market.Konex ? "" : Member(issue, 2, 750)),
        ("elw_issued", static (issue, field) => Member(issue, 1, 700)),
        ("short_sale_overheated", static (issue, _) => issue.Trap == Trap.ShortSaleOverheated || (issue.IsShare && issue.Daily.Chance("short_sale", 2)) ? "Y" : ""),
        ("stock_loan_available", static (issue, field) => Member(issue, 1, 950)),
        ("trading_halted", static (issue, _) => Fields.Flag(issue.Halted)),
        ("liquidation_trading", static (issue, _) => Fields.Flag(issue.Halted && issue.Trap == Trap.None && issue.Fixed.Chance("liquidation", 40))),
        ("administrative_issue", static (issue, _) => Fields.Flag(issue.Halted && (issue.Trap == Trap.Halted || issue.Fixed.Chance("administrative", 700)))),
        ("credit_available", static (issue, _) => Fields.Flag(TradingValues.Margin(issue) < 100)),
    ];

    private static Func<Issue, MstField, string> Reviewed(int permille) =>
        (issue, field) => issue.Reviewed ? Fields.Flag(issue.Group == "ST" && issue.Fixed.Chance(field.Name, permille)) : "";

    // The wider indices contain the narrower ones, so one draw decides all of them.
    private static string Member(Issue issue, int smallestSize, int permille)
    {
        if (issue.ShortCode is KnownIssues.Samsung or KnownIssues.Hynix)
            return "Y";
        if (issue.Group != "ST" || issue.Preferred != 0 || issue.Size > smallestSize)
            return "N";
        return Fields.Flag(issue.Size < smallestSize || issue.Fixed.Chance("rank", permille));
    }
}
