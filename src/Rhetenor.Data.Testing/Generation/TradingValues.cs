namespace Rhetenor.Data.Testing;

internal static class TradingValues
{
    public static IEnumerable<(string Name, Func<Issue, MstField, string> Value)> Rows { get; } =
    [
        ("base_price", static (issue, field) => Fields.Number(issue.Group == "SR" ? 0 : issue.Price, field.Width)),
        ("regular_lot_size", static (_, field) => Fields.Number(1, field.Width)),
        ("after_hours_lot_size", static (issue, field) => Fields.Number(issue.Group is "BC" or "SW" or "SR" ? 0 : 1, field.Width)),
        ("margin_rate", static (issue, field) => Fields.Number(Margin(issue), field.Width)),
        ("credit_days", static (_, field) => Fields.Number(90, field.Width)),
        ("previous_volume", static (issue, field) => Fields.Number(Volume(issue), field.Width)),
        ("par_value", static (issue, field) => Fields.Number(issue.ParValue, field.Width)),
        ("listing_date", static (issue, _) => Fields.Date(issue.Listed)),
        ("listed_shares", static (issue, field) => Fields.Number(issue.ThousandShares, field.Width)),
        ("capital", static (issue, field) => Fields.Number(Capital(issue), field.Width)),
        ("ipo_price", static (_, _) => ""),
        ("market_cap", static (issue, field) => Fields.Number(issue.MarketCap, field.Width)),
    ];

    public static int Margin(Issue issue)
    {
        if (issue.Group is not ("ST" or "EF" or "IF") || issue.Halted || issue.Market == Market.Konex)
            return 100;
        return issue.Fixed.Of("margin", 10) switch { < 5 => 100, < 7 when issue.Size < 3 => 40, < 8 => 60, < 9 => 50, _ => 100 };
    }

    // Capital is par value times shares. The shares are counted in thousands, so their last digits are lost.
    private static long Capital(Issue issue) =>
        issue.ShortCode == KnownIssues.Samsung ? 778_046_685_000
        : issue.ParValue == 0 ? 0
        : ((issue.ThousandShares * 1000) + issue.Fixed.Of("odd_shares", 1000)) * issue.ParValue;

    private static long Volume(Issue issue)
    {
        if (issue.Halted || issue.Group is "BC" or "SR" || issue.Daily.Chance("no_trade", issue.Market == Market.Konex ? 400 : 15))
            return 0;
        var turnover = issue.Daily.Between("turnover", 1, 60);
        return (issue.ThousandShares * turnover / 10) + issue.Daily.Of("odd_lot", 997);
    }
}
