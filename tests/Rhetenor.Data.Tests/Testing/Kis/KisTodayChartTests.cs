namespace Rhetenor.Data.Tests;

/// <summary>FHKST03010200.</summary>
public sealed class KisTodayChartTests
{
    private static readonly DateOnly Day = new(2026, 5, 27);
    private readonly KisTruth _truth = new(new KisTruthOptions { Listing = KisSymbols.Mix(40) });

    [Fact]
    public async Task A_future_time_has_flat_rows_to_come_and_the_minute_in_progress_on_its_label()
    {
        var rows = (await AskAsync("15:08:40", "153000")).Rows;
        Assert.Equal(30, rows.Count);
        var bars = _truth.Bars(Venue.Krx, Day, "005930", KisClient.Korean("2026-05-27 15:08:40"));
        Assert.Equal(bars[^1] with { Minute = Day.ToDateTime(new TimeOnly(15, 30)) }, rows[0].AsBar);
        Assert.Equal(Enumerable.Range(0, 22).Select(i => $"15{29 - i:D2}00"), rows.Skip(1).Take(22).Select(row => row.Time));
        Assert.All(rows.Skip(1).Take(22), row => Assert.True(row.IsFlat && row.AccValue == bars[^2].AccValue && row.Close == bars[^2].Close));
        Assert.Equal(bars.SkipLast(1).Reverse().Take(7), rows.Skip(23).Select(row => row.AsBar));
    }

    [Fact]
    public async Task Until_the_first_trade_of_a_minute_its_row_shows_the_volume_before()
    {
        var truth = new KisTruth(_truth.Options with { Listing = [new KisSymbol("005930") { Kind = KisSymbolKind.Thin }] });
        var final = truth.FinalBars(Venue.Krx, Day, "005930");
        var at = Enumerable.Range(1, final.Count - 1).First(i => final[i].Minute == final[i - 1].Minute.AddMinutes(1) && truth.Bars(Venue.Krx, Day, "005930", new(final[i].Minute, KoreaTime.Offset)).Count == i);
        var start = new DateTimeOffset(final[at].Minute, KoreaTime.Offset);
        var row = (await AskAsync($"{start:HH:mm:ss}", $"{start:HHmmss}", truth: truth)).Rows[0];
        Assert.Equal((final[at - 1].Volume, final[at - 1].AccValue, final[at - 1].Close), (row.Volume, row.AccValue, row.Open));
        Assert.Equal(final[at].Volume, (await AskAsync($"{start.AddSeconds(59.9):HH:mm:ss.f}", $"{start:HHmmss}", truth: truth)).Rows[0].Volume);
    }

    [Fact]
    public async Task Fourteen_pages_from_the_close_have_every_label_of_the_day_once()
    {
        using var kis = Client("2026-05-27 17:40", out _);
        var rows = new List<KisRow>();
        for (var time = "153000"; ;)
        {
            var page = (await kis.TodayAsync("005930", time)).Rows;
            Assert.InRange(page.Count, 1, 30);
            rows.AddRange(page);
            if (page[^1].Time == "090000")
                break;
            time = Day.ToDateTime(TimeOnly.ParseExact(page[^1].Time, "HHmmss", null)).AddMinutes(-1).ToString("HHmmss", null);
        }

        Assert.Equal(391, rows.Count);
        Assert.Equal(391, rows.Select(row => row.Time).Distinct().Count());
        Assert.Equal(_truth.FinalBars(Venue.Krx, Day, "005930"), rows.Where(row => row.Volume > 0).Select(row => row.AsBar).Reverse());
        Assert.Equal(Enumerable.Range(1520, 10).Select(label => $"{label}00"), rows.Where(row => row.IsFlat).Select(row => row.Time).Order());
    }

    [Fact]
    public async Task Gaps_of_thin_symbols_and_all_of_idle_and_halted_ones_are_flat()
    {
        var thin = Of(KisSymbolKind.Thin);
        var rows = (await AskAsync("12:00:30", "115900", thin)).Rows;
        Assert.Equal(30, rows.Count);
        Assert.Contains(rows, row => row.IsFlat);
        Assert.Contains(rows, row => row.Volume > 0);
        Assert.Equal(rows.Select(row => row.AccValue).OrderDescending(), rows.Select(row => row.AccValue));
        foreach (var kind in new[] { KisSymbolKind.Idle, KisSymbolKind.Halted })
            Assert.All((await AskAsync("12:00:30", "115900", Of(kind))).Rows, row => Assert.True(row.IsFlat && row.AccValue == 0 && row.Close > 0));
    }

    [Fact]
    public async Task Only_today_unless_the_past_is_asked_for()
    {
        Assert.Equal(["090200", "090100", "090000"], (await AskAsync("09:02:59", "090259")).Rows.Select(row => row.Time));
        using var kis = Client("2026-05-27 09:02:59", out _);
        var rows = (await kis.TodayAsync("005930", "090259", past: "Y")).Rows;
        Assert.Equal((30, "20260526", "153000"), (rows.Count, rows[3].Date, rows[3].Time));
        Assert.Empty((await AskAsync("08:30", "083000")).Rows);
    }

    [Theory]
    [InlineData("")]
    [InlineData("000000")]
    public async Task No_time_and_midnight_ask_for_the_newest(string time) => Assert.Equal("110000", (await AskAsync("11:00:59", time)).Rows[0].Time);

    [Fact]
    public async Task The_after_market_has_labels_from_its_first_day_for_shares_only()
    {
        using var kis = Client("2026-09-14 20:30", out _);
        Assert.Equal("195900", (await kis.TodayAsync("005930", "200000")).Rows[0].Time);
        var fund = _truth.Options.Listing.First(symbol => !symbol.IsShare).Code;
        Assert.Equal("153000", (await kis.TodayAsync(fund, "200000")).Rows[0].Time);
        Assert.Equal(["160000", "153000", "152900"], (await kis.TodayAsync("005930", "160000")).Rows.Take(3).Select(row => row.Time));
    }

    private string Of(KisSymbolKind kind) => _truth.Options.Listing.First(symbol => symbol.Kind == kind).Code;

    private KisClient Client(string now, out SimulatedKis kis, KisTruth? truth = null) =>
        new(kis = new SimulatedKis(new SimulatedKisOptions { Truth = truth ?? _truth, RequestsPerSecond = 1000 }, new VirtualClock(KisClient.Korean(now))));

    private async Task<KisAnswer> AskAsync(string now, string time, string symbol = "005930", KisTruth? truth = null)
    {
        using var client = Client("2026-05-27 " + now, out _, truth);
        return await client.TodayAsync(symbol, time);
    }
}
