namespace Rhetenor.Data.Testing;

internal static class FinancialValues
{
    private const string Meaningless = "-36100000";

    public static IEnumerable<(string Name, Func<Issue, MstField, string> Value)> Rows { get; } =
    [
        ("sales", static (issue, field) => Fields.Number(issue.Financials?.Sales ?? 0, field.Width)),
        ("operating_profit", static (issue, field) => Fields.Number(issue.Financials?.OperatingProfit ?? 0, field.Width)),
        ("ordinary_profit", static (issue, field) => Fields.Number(issue.Financials?.OrdinaryProfit ?? 0, field.Width)),
        ("net_income", static (issue, field) => Fields.Number(issue.Financials?.NetIncome ?? 0, field.Width)),
        ("roe", static (issue, field) => Roe(issue, field)),
        ("financials_date", static (issue, _) => issue.Financials?.PeriodEnd ?? ""),
        ("fiscal_month", static (issue, field) => FiscalMonth(issue, field)),
    ];

    private static string Roe(Issue issue, MstField field)
    {
        if (issue.Financials is { RoeMeaningless: true })
            return (field.Sentinel ?? Meaningless).Length <= field.Width ? field.Sentinel ?? Meaningless : Fields.Number(0, field.Width);
        var hundredths = issue.Financials?.RoeHundredths ?? 0;
        return issue.Market == Market.Kospi ? Fields.Decimal(hundredths, field.Width) : Fields.Number(hundredths / 100, field.Width);
    }

    private static string FiscalMonth(Issue issue, MstField field) => issue.Group switch
    {
        "ST" or "EF" or "FS" or "DR" => Fields.Number(issue.Financials?.FiscalMonth ?? 12, field.Width),
        _ => "",
    };
}
