namespace Rhetenor.Data.Tests.Markets;

public sealed class KrxCalendarTests
{
    [Theory]
    [InlineData("2026-07-17", MarketDay.Closed)]
    [InlineData("2026-07-16", MarketDay.Session)]
    [InlineData("2026-12-30", MarketDay.Session)]
    [InlineData("2026-12-31", MarketDay.Closed)]
    [InlineData("2024-10-01", MarketDay.Closed)]
    [InlineData("2020-12-31", MarketDay.Closed)]
    [InlineData("2024-02-29", MarketDay.Session)]
    [InlineData("2026-11-21", MarketDay.Closed)]
    [InlineData("2019-12-31", MarketDay.Unknown)]
    [InlineData("2028-01-03", MarketDay.Unknown)]
    [InlineData("2028-01-01", MarketDay.Closed)]
    public async Task E10_E17_days_are_known_or_said_to_be_unknown(string date, MarketDay expected) =>
        Assert.Equal(expected, await KrxCalendar.Instance.GetDayAsync(DateOnly.Parse(date, null)));

    [RealDataFact]
    public void The_table_is_the_published_one()
    {
        var rows = File.ReadLines(Path.Join(RealData.Folder, "calendar", "krx_weekday_closures_2020_2027.csv")).Skip(1)
            .Select(line => DateOnly.Parse(line.Split(',')[0], null)).ToHashSet();
        for (var date = new DateOnly(2020, 1, 1); date.Year < 2028; date = date.AddDays(1))
        {
            var closed = rows.Contains(date) || date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
            Assert.Equal(closed ? MarketDay.Closed : MarketDay.Session, KrxCalendar.GetDay(date));
        }
    }
}
