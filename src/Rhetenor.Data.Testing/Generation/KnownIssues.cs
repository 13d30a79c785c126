namespace Rhetenor.Data.Testing;

/// <summary>The two real issues in every generated KOSPI file, with public facts and made-up prices.</summary>
internal static class KnownIssues
{
    public const string Samsung = "005930";
    public const string Hynix = "000660";

    // Numbers that no other issue may draw.
    public static int Count => 2;

    public static Issue Apply(int slot, Issue issue) => slot switch
    {
        0 => issue with
        {
            ShortCode = Samsung,
            StandardCode = "KR7005930003",
            Name = "삼성전자",
            Listed = new DateOnly(1975, 6, 11),
            ParValue = 100,
            ThousandShares = 5_919_637,
            Price = PricePath.On(issue.Day, 150_000, issue.Fixed),
            Size = 1,
            Trap = Trap.LongIncome,
            Financials = Report(3_336_059, 436_011, 494_815, 452_068, 1085, issue.Day),
        },
        1 => issue with
        {
            ShortCode = Hynix,
            StandardCode = "KR7000660001",
            Name = "SK하이닉스",
            Listed = new DateOnly(1996, 12, 26),
            ParValue = 5_000,
            ThousandShares = 712_702,
            Price = PricePath.On(issue.Day, 800_000, issue.Fixed),
            Size = 1,
            Trap = Trap.LongIncome,
            Financials = Report(643_200, 280_367, 328_122, 277_010, 4320, issue.Day),
        },
        _ => issue,
    };

    private static Financials Report(long sales, long operating, long ordinary, long net, long roeHundredths, DateOnly day) =>
        new(sales, operating, ordinary, net, roeHundredths, 12, Fields.Text($"{day.AddDays(-90).Year - 1:D4}1231"));
}
