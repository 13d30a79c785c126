using Rhetenor.Data.Tests.Logger;

namespace Rhetenor.Data.Tests.Archive;

/// <summary>What is odd about bars is found once, and what is not odd is not found.</summary>
public sealed class QualityReportTests
{
    private static readonly DateOnly Day = ReportShelf.Monday;

    [Theory]
    [InlineData("2026-05-20", "18:30", Venue.Krx)]
    [InlineData("2026-09-16", "20:30", Venue.Unified)]
    public async Task What_a_catch_up_stores_is_found_to_be_right(string day, string now, Venue venue)
    {
        var date = DateOnly.Parse(day, null);
        var world = new LoggerWorld(date, now, 30);
        await world.RunAsync(() => world.Logger(new KlineLoggerOptions { Venue = venue }).CatchUpAsync());
        var archive = new KlineArchive(world.Store, new KlineArchiveOptions { Venue = venue });
        var report = await archive.ReportQualityAsync(KlineQuery.Day(date));
        Assert.True(report.Counts.Count == 0, report.ToText());
        Assert.Equal(world.Held(date, venue).BarCount, report.Bars);
        var verdict = await archive.VerifyAsync();
        Assert.True(verdict.Verdict == StoreVerdict.Sound && verdict.Findings.Count == 0, verdict.ToText());
    }

    [Theory]
    [InlineData(KlineFindingKind.PriceOrder, "[1000,990,980,985,10,10]")]
    [InlineData(KlineFindingKind.PriceOrder, "[1000,1010,1005,1008,10,10]")]
    [InlineData(KlineFindingKind.ZeroPrice, "[0,0,0,0,10,10]")]
    [InlineData(KlineFindingKind.ZeroVolume, "[1000,1000,1000,1000,0,0]")]
    [InlineData(KlineFindingKind.AccVolume, "[1000,1000,1000,1000,10,25]")]
    [InlineData(KlineFindingKind.OutsideSession, "[1000,1000,1000,1000,10,10]", "08:59")]
    [InlineData(KlineFindingKind.OutsideSession, "[1000,1000,1000,1000,10,10]", "15:31")]
    [InlineData(null, "[1000,1010,990,1005,10,10]")]
    [InlineData(null, "[1000,1010,990,1005,10,null]")]
    [InlineData(null, "[1000,1000,1000,1000,10,10]", "15:30")]
    public async Task H17_a_bar_is_looked_at(KlineFindingKind? kind, string row, string minute = "09:00")
    {
        var shelf = new ReportShelf();
        Line(shelf, minute, "18:30", $"\"005930\":{row}");
        var report = await shelf.Archive.ReportQualityAsync(KlineQuery.Day(Day), shelf.Context);
        Assert.Equal(kind is null ? [] : [kind.Value], report.Findings.Select(finding => finding.Kind));
        Assert.Equal(report.Counts.Keys, report.Findings.Select(finding => finding.Kind));
        if (kind is not null)
            Assert.Equal(("005930", Day, minute, 1), (report.Findings[0].Symbol, report.Findings[0].Date, $"{report.Findings[0].Minute:HH:mm}", report.Findings[0].Count));
    }

    [Fact]
    public async Task The_gap_between_close_and_after_market_is_outside_of_the_session()
    {
        var date = new DateOnly(2026, 9, 16);
        var shelf = new ReportShelf();
        shelf.Put(date, "20:30", ReportShelf.Run(date, "005930", "15:45", 1), ReportShelf.Run(date, "000660", "16:00", 1));
        var report = await shelf.Archive.ReportQualityAsync(KlineQuery.Day(date), shelf.Context);
        Assert.Equal(("005930", "09:00 to 15:30, 16:00 to 19:59"), (Assert.Single(report.Findings).Symbol, report.Findings[0].Expected));
    }

    [Fact]
    public async Task A_missing_bar_is_one_finding_and_a_falling_sum_another()
    {
        var shelf = new ReportShelf();
        Line(shelf, "09:00", "18:30", "\"005930\":[1,1,1,1,10,10]");
        Line(shelf, "09:01", "18:31", "\"005930\":[1,1,1,1,10,30]");
        Line(shelf, "09:02", "18:32", "\"005930\":[1,1,1,1,10,40]");
        Line(shelf, "09:03", "18:33", "\"005930\":[1,1,1,1,10,35]");
        Line(shelf, "09:04", "18:34", "\"005930\":[1,1,1,1,10,45]");
        var report = await shelf.Archive.ReportQualityAsync(KlineQuery.Day(Day), shelf.Context);
        Assert.Equal([(KlineFindingKind.AccVolume, "20", "30"), (KlineFindingKind.AccVolumeFell, "40 or more", "35")],
            report.Findings.Select(finding => (finding.Kind, finding.Expected, finding.Found)));
        Assert.Equal(new() { SymbolDays = 1, Bars = 1 }, report.Count(KlineFindingKind.AccVolume));
    }

    [Theory]
    [InlineData(10_000, 20_000, true)]
    [InlineData(10_050, 20_100, true)]
    [InlineData(10_000, 20_610, true)] // prices and shares that were adjusted and rounded: half a won and half a share
    [InlineData(10_000, 20_611, false)]
    [InlineData(10_000, 19_490, true)]
    [InlineData(10_000, 19_489, false)]
    [InlineData(10_000, 9_000, false)]
    [InlineData(9_000, 19_500, false)]
    public async Task The_day_s_won_must_fit_what_the_bar_s_shares_can_have_cost(long first, long second, bool fits)
    {
        var shelf = new ReportShelf();
        const string Fields = "\"open\",\"high\",\"low\",\"close\",\"volume\",\"acc_vol\",\"acc_value\"";
        Line(shelf, "09:00", "18:30", $"\"005930\":[1000,1010,1000,1005,10,10,{first}]", Fields);
        Line(shelf, "09:01", "18:31", $"\"005930\":[1000,1010,1000,1005,10,20,{second}]", Fields);
        var report = await shelf.Archive.ReportQualityAsync(KlineQuery.Day(Day), shelf.Context);
        Assert.Equal(fits ? [] : [KlineFindingKind.AccValue], report.Findings.Select(finding => finding.Kind));
    }

    [Fact]
    public async Task Revisions_and_repeated_lines_are_told_apart()
    {
        var shelf = new ReportShelf();
        shelf.Put(Day, "12:00", ReportShelf.Run(Day, "005930"), ReportShelf.Run(Day, "000660"));
        shelf.Put(Day, "13:00", ReportShelf.Run(Day, "005930", minutes: 2, price: 1_001), ReportShelf.Run(Day, "000660", minutes: 2));
        shelf.PutText($"{ReportShelf.Prefix}/20260126100000_20260126100000_J_20260126140000.jsonl.zstd",
            Klines.Bars.Line("\"005930\":[1000,1000,1000,1000,10,40],\"000660\":[1000,1000,1000,1000,10,40]", stamp: "2026-01-26_10:00")
            + Klines.Bars.Line("\"005930\":[1002,1002,1002,1002,10,40]", stamp: "2026-01-26_10:00"));
        var report = await shelf.Archive.ReportQualityAsync(KlineQuery.Day(Day), shelf.Context);
        Assert.Equal(
            [(KlineFindingKind.Repeated, "005930", 1), (KlineFindingKind.Revised, "005930", 2)],
            report.Findings.Select(finding => (finding.Kind, finding.Symbol, finding.Count)));
        Assert.Equal("open 1001 high 1001 low 1001 close 1001 volume 10 acc_vol 10", report.Findings[1].Found);
    }

    [Fact]
    public async Task E13_bars_of_a_closed_day_are_found()
    {
        var shelf = new ReportShelf();
        var saturday = Day.AddDays(-2);
        shelf.Put(saturday, "18:30", ReportShelf.Run(saturday, "005930"));
        var report = await shelf.Archive.ReportQualityAsync(new(saturday, Day), shelf.Context);
        Assert.Equal(KlineFindingKind.ClosedDay, Assert.Single(report.Findings).Kind);
    }

    [Theory]
    [InlineData("ST", "", 1_300, false)]
    [InlineData("ST", "", 1_301, true)]
    [InlineData("ST", "", 700, false)]
    [InlineData("ST", "", 699, true)]
    [InlineData("EF", "KODEX 레버리지", 1_600, false)]
    [InlineData("EF", "KODEX 레버리지", 1_601, true)]
    [InlineData("EN", "선물인버스2X", 401, false)]
    [InlineData("EF", "KODEX 200", 1_400, true)]
    [InlineData("SR", "", 5_000, false)]
    [InlineData("ST", "", 5_000, false, "liquidation_trading", "Y")]
    [InlineData("ST", "", 4_000, false, "listing_date", "20260126")]
    [InlineData("ST", "", 4_001, true, "listing_date", "20260126")]
    [InlineData("ST", "", 599, true, "listing_date", "20260126")]
    [InlineData("ST", "", 1_301, true, "ex_type", "01")]
    [InlineData("KN", "", 1_151, true, null, null, Market.Konex)]
    [InlineData("KN", "", 1_150, false, null, null, Market.Konex)]
    public async Task Price_limits_are_those_of_the_day_s_master(
        string group, string name, int price, bool isFound, string? field = null, string? value = null, Market market = Market.Kospi)
    {
        var shelf = new ReportShelf();
        shelf.Put(Day, "18:30", ReportShelf.Run(Day, "005930", price: price));
        (string, string)[] values = [("market_cap", "000000000"), ("security_group", group), ("korean_name", name), ("base_price", "000001000")];
        var master = ReportShelf.Master(market, Day, ("005930", field is null ? values : [.. values, (field, value!)]));
        var report = await shelf.Archive.ReportQualityAsync(KlineQuery.Day(Day), ReportShelf.With(master));
        Assert.Equal(isFound ? [KlineFindingKind.PriceLimit] : [], report.Findings.Select(finding => finding.Kind));
        if (field == "ex_type")
            Assert.Equal("700 to 1,300 (±30 % of the base price 1,000, ex-date code 01)", report.Findings[0].Expected);
        if (isFound)
            Assert.Equal((3, $"{price:N0}"), (report.Findings[0].Count, report.Findings[0].Found));
    }

    [Fact]
    public async Task Without_a_master_the_regular_close_before_is_the_base()
    {
        var shelf = new ReportShelf();
        var tuesday = Day.AddDays(1);
        shelf.Put(Day, "18:30", ReportShelf.Run(Day, "005930", price: 1_000), ReportShelf.Run(Day, "000660", price: 2));
        shelf.Put(tuesday, "18:30", ReportShelf.Run(tuesday, "005930", price: 1_310), ReportShelf.Run(tuesday, "000660", price: 3), ReportShelf.Run(tuesday, "035720"));
        var report = await shelf.Archive.ReportQualityAsync(new(Day, tuesday), shelf.Context);
        var finding = Assert.Single(report.Findings);
        Assert.Equal((tuesday, "005930", "700 to 1,300 (±30 % of 1,000, the close of 2026-01-26)"), (finding.Date, finding.Symbol, finding.Expected));
        // Monday's two and the one that came on Tuesday had nothing to be held against.
        Assert.Equal((5, 3), (report.SymbolDays, report.WithoutLimits));
    }

    [Fact]
    public async Task H3_a_damaged_object_is_reported_and_the_others_are_looked_at()
    {
        var shelf = new ReportShelf();
        shelf.Put(Day, "18:30", ReportShelf.Run(Day, "005930", "08:00"));
        var damaged = shelf.Put(Day, "18:31", ReportShelf.Run(Day, "005930"));
        shelf.Store.Overwrite(damaged, shelf.Store[damaged][..^1]);
        var report = await shelf.Archive.ReportQualityAsync(KlineQuery.Day(Day), shelf.Context);
        Assert.Equal((damaged, 3), (Assert.Single(report.Problems).Key, report.Findings.Single().Count));
    }

    [Fact]
    public async Task Findings_are_all_counted_and_kept_up_to_a_number()
    {
        var shelf = new ReportShelf();
        shelf.Put(Day, "18:30", [.. Enumerable.Range(0, 9).Select(i => ReportShelf.Run(Day, $"{i:D6}", "08:00"))]);
        var report = await shelf.Archive.ReportQualityAsync(KlineQuery.Day(Day), maxFindings: 4);
        Assert.Equal((4, new KlineFindingCount { SymbolDays = 9, Bars = 27 }), (report.Findings.Count, report.Count(KlineFindingKind.OutsideSession)));
        Assert.Contains("4 of 9 symbol days", report.ToText(), StringComparison.Ordinal);
    }

    [RealDataFact]
    public async Task H6_the_original_s_objects_are_looked_at_by_what_they_have()
    {
        var shelf = new ReportShelf();
        foreach (var file in Directory.EnumerateFiles(Path.Join(RealData.Folder, "original"), "*.zstd"))
            shelf.Store.Overwrite($"{ReportShelf.Prefix}/{Path.GetFileName(file)}", await File.ReadAllBytesAsync(file));
        var report = await shelf.Archive.ReportQualityAsync(new(new DateOnly(2024, 1, 1), ReportShelf.Friday), shelf.Context);
        Assert.Equal((3, 2), (report.Sessions, report.Count(KlineFindingKind.Revised).Bars));
        Assert.Empty(report.Problems);
    }

    private static void Line(ReportShelf shelf, string minute, string retrieval, string row, string? fields = null)
    {
        var (time, fetched) = (minute.Replace(":", "", StringComparison.Ordinal), retrieval.Replace(":", "", StringComparison.Ordinal));
        var text = fields is null ? Klines.Bars.Line(row, stamp: $"2026-01-26_{minute}") : Klines.Bars.Line(row, fields, $"2026-01-26_{minute}");
        shelf.PutText($"{ReportShelf.Prefix}/20260126{time}00_20260126{time}00_J_20260126{fetched}00.jsonl.zstd", text);
    }
}
