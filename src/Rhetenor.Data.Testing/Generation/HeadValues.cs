namespace Rhetenor.Data.Testing;

internal static class HeadValues
{
    private static readonly string[] LargeSectors = ["0027", "0027", "0027", "0021", "0016", "0018", "0026", "0019", "0029"];
    private static readonly string[] KosdaqSectors = ["1009", "1012", "1014", "1006", "1010"];

    public static IEnumerable<(string Name, Func<Issue, MstField, string> Value)> Rows { get; } =
    [
        ("short_code", static (issue, _) => issue.ShortCode),
        ("standard_code", static (issue, _) => issue.StandardCode),
        ("korean_name", static (issue, _) => issue.Name),
        ("security_group", static (issue, _) => issue.Group),
        ("market_cap_size", static (issue, field) => Size(issue)),
        ("sector_large", static (issue, field) => Sector(issue, field)),
        ("sector_medium", static (issue, field) => issue.IsShare && issue.Fixed.Chance("has_medium", 700) ? Fields.Number(issue.Fixed.Between("medium", 5, 30), field.Width) : None(field)),
        ("sector_small", static (_, field) => None(field)),
        ("kospi200_sector", static (issue, _) => issue.Group == "ST" && issue.Size < 3 ? issue.Fixed.Pick<string>("kospi200", ["1", "2", "3", "4", "5", "6", "7", "8", "9", "A", "B"]) : "0"),
        ("etp_type", static (issue, _) => issue.Group switch { "EF" => issue.Fixed.Chance("etp", 15) ? "8" : "2", "EN" => issue.Fixed.Chance("etp", 5) ? "4" : "3", "PF" => "5", _ => "" }),
        ("business_group", static (issue, _) => issue.Group == "ST" && issue.Fixed.Chance("has_group", 120) ? issue.Fixed.Pick<string>("group", ["512", "535", "652", "FN4", "F12", "801"]) : ""),
        ("preferred_stock_type", static (issue, field) => Fields.Number(issue.Preferred, field.Width)),
        ("short_term_overheating", static (issue, field) => Fields.Number(issue.IsShare && issue.Daily.Chance("overheating", 4) ? 3 : 0, field.Width)),
        ("market_alert", static (issue, field) => Fields.Number(issue.Daily.Of("alert", 1000) switch { < 4 => 2, < 10 => 1, _ => 0 }, field.Width)),
        ("ex_type", static (issue, field) => Fields.Number(issue.ExType ?? (issue.Daily.Chance("ex", 1) ? 2 : 0), field.Width)),
        ("par_value_change", static (issue, field) => Fields.Number(issue.ParValueChange, field.Width)),
        ("capital_increase", static (issue, field) => Fields.Number(issue.CapitalIncrease ?? 0, field.Width)),
    ];

    private static string None(MstField field) => new('0', field.Width);

    private static string Size(Issue issue)
    {
        if (issue.Group is not ("ST" or "RT" or "IF"))
            return "";
        return Fields.Number(issue.Reviewed && issue.Preferred == 0 ? issue.Size : 0, 1);
    }

    private static string Sector(Issue issue, MstField field)
    {
        if (issue.Group is not ("ST" or "RT" or "IF") || field.Width < 4)
            return None(field);
        return issue.Fixed.Pick<string>("sector", issue.Market == Market.Kosdaq ? KosdaqSectors : LargeSectors).PadLeft(field.Width, '0');
    }
}
