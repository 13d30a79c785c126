namespace Rhetenor.Data.Testing;

/// <summary>The figures of an issue's last report, in units of 100,000,000 won.</summary>
internal sealed record Financials(long Sales, long OperatingProfit, long OrdinaryProfit, long NetIncome, long RoeHundredths, int FiscalMonth, string PeriodEnd)
{
    public bool RoeMeaningless { get; init; }

    public static Financials Draw(Draw draw, Trap trap, int size, DateOnly day)
    {
        var sales = trap switch
        {
            Trap.LongIncome => 900_000,
            Trap.LongLoss => 327_657,
            Trap.SmallLoss => 2_400,
            _ => draw.Between("sales", 20, size switch { 1 => 200_000, 2 => 20_000, _ => 3_000 }),
        };
        var operating = trap switch
        {
            Trap.LongIncome => 171_000,
            Trap.LongLoss => -77_303,
            Trap.SmallLoss => -115,
            _ => sales * draw.Between("margin", -60, 180) / 1000,
        };
        var net = trap switch
        {
            Trap.LongIncome => 154_871,
            Trap.LongLoss => -91_375,
            Trap.SmallLoss => -115,
            _ => operating * draw.Between("tax", 60, 110) / 100,
        };
        var fiscalMonth = trap == Trap.FebruaryPeriod ? 2 : draw.Chance("odd_fiscal_month", 15) ? draw.Pick<int>("fiscal_month", [3, 6, 9, 11]) : 12;
        return new Financials(sales, operating, (operating + net) / 2, net, net * 100 * draw.Between("equity", 20, 90) / Math.Max(sales, 1), fiscalMonth, Period(draw, trap, day))
        {
            RoeMeaningless = trap == Trap.RoeSentinel || (trap == Trap.None && draw.Chance("roe", 8)),
        };
    }

    // Month ends are written as 30, except for quarters that end in March or December.
    private static string Period(Draw draw, Trap trap, DateOnly day)
    {
        var reported = day.AddDays(-50);
        if (trap == Trap.FebruaryPeriod)
            return Fields.Text($"{(reported.Month > 2 ? reported.Year : reported.Year - 1):D4}0230");
        if (draw.Chance("annual_reporter", 150))
            return Fields.Text($"{reported.Year - 1:D4}1231");
        var quarter = (reported.Month - 1) / 3;
        return quarter == 0
            ? Fields.Text($"{reported.Year - 1:D4}1231")
            : Fields.Text($"{reported.Year:D4}{quarter * 3:D2}{(quarter == 1 ? 31 : 30)}");
    }
}
