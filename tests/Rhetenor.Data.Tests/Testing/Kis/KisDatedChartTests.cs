namespace Rhetenor.Data.Tests;

/// <summary>FHKST03010230.</summary>
public sealed class KisDatedChartTests
{
    private static readonly DateOnly Day = new(2026, 11, 20);
    private readonly KisTruth _truth = new(new KisTruthOptions { Listing = KisSymbols.Mix(60) });

    [Theory]
    [InlineData("005930", "J")]
    [InlineData("005930", "NX")]
    [InlineData("000660", "UN")]
    public async Task Pages_back_from_the_end_have_every_bar(string symbol, string venue)
    {
        using var kis = Client("2026-11-21 12:00");
        var rows = new List<KisRow>();
        for (var time = "235959"; ;)
        {
            var page = (await kis.DatedAsync(symbol, "20261120", time, venue)).Rows;
            Assert.Equal(120, page.Count);
            rows.AddRange(page.Where(row => row.Date == "20261120"));
            if (page[^1].Date != "20261120")
                break;
            time = Day.ToDateTime(TimeOnly.ParseExact(page[^1].Time, "HHmmss", null)).AddMinutes(-1).ToString("HHmmss", null);
        }

        Assert.Equal(_truth.FinalBars(Venue.Parse(venue), Day, symbol), rows.Select(row => row.AsBar).Reverse());
    }

    [Fact]
    public async Task The_cursor_is_inclusive_and_the_newest_row_comes_first()
    {
        var rows = (await AskAsync("20261120", "140000")).Rows;
        Assert.Equal((120, "140000", "120100"), (rows.Count, rows[0].Time, rows[^1].Time));
    }

    [Theory]
    [InlineData("20261121", "120000")]
    [InlineData("20261122", "235959")]
    [InlineData("20261120", "200000")]
    public async Task A_closed_day_has_the_rows_of_the_session_before(string date, string time)
    {
        var rows = (await AskAsync(date, time)).Rows;
        Assert.All(rows, row => Assert.Equal("20261120", row.Date));
        Assert.Equal("195900", rows[0].Time);
    }

    [Theory]
    [InlineData("20261120", "090500", 6)]
    [InlineData("20261120", "085959", 0)]
    [InlineData("20261123", "090000", 0)]
    public async Task An_early_cursor_runs_on_into_the_session_before(string date, string time, int ofTheDay)
    {
        var rows = (await AskAsync(date, time, now: "2026-11-23 08:50")).Rows;
        Assert.Equal(120, rows.Count);
        Assert.Equal(ofTheDay, rows.TakeWhile(row => row.Date == date).Count());
        Assert.Equal("195900", rows[ofTheDay].Time);
    }

    [Fact]
    public async Task Pages_that_end_with_their_session_are_an_option()
    {
        using var kis = Client("2026-11-23 08:50", options => options with { DatedPagesRunOn = false });
        Assert.Equal(6, (await kis.DatedAsync("005930", "20261120", "090500")).Rows.Count);
        Assert.Equal(120, (await kis.DatedAsync("005930", "20261120", "090500", past: "Y")).Rows.Count);
        Assert.Equal("20261119", (await kis.DatedAsync("005930", "20261120", "085900")).Rows[0].Date);
    }

    [Fact]
    public async Task A_time_to_come_has_the_newest_rows_and_no_fill()
    {
        var rows = (await AskAsync("20261120", "153000", now: "2026-11-20 11:00:59.9")).Rows;
        Assert.Equal("110000", rows[0].Time);
        var bars = _truth.Bars(Venue.Krx, Day, "005930", KisClient.Korean("2026-11-20 11:00:59.9"));
        Assert.Equal(bars.Reverse().Take(120), rows.Select(row => row.AsBar));
    }

    [Fact]
    public async Task Minutes_without_trades_are_left_out()
    {
        foreach (var kind in Enum.GetValues<KisSymbolKind>())
        {
            var rows = (await AskAsync("20261120", "153000", _truth.Options.Listing.First(symbol => symbol.Kind == kind).Code)).Rows;
            Assert.DoesNotContain(rows, row => row.Volume == 0);
            Assert.Equal(kind is KisSymbolKind.Liquid or KisSymbolKind.Thin ? 120 : 0, rows.Count);
        }
    }

    [Theory]
    [InlineData("20251120", 0)]
    [InlineData("20251121", 120)]
    public async Task About_a_year_is_kept(string date, int rows) =>
        Assert.Equal(rows, (await AskAsync(date, "153000", now: "2026-11-21 12:00")).Rows.Count);

    [Theory]
    [InlineData("NX")]
    [InlineData("UN")]
    public async Task A_symbol_that_is_not_on_Nextrade_has_an_empty_page(string venue)
    {
        using var kis = Client("2026-11-21 12:00");
        var answer = await kis.DatedAsync(_truth.Options.Listing.First(symbol => !symbol.OnNextrade).Code, "20261120", "153000", venue);
        Assert.Equal(("0", "MCA00000", 0), (answer.Text("rt_cd"), answer.Code, answer.Rows.Count));
        Assert.Empty((await kis.TodayAsync(_truth.Options.Listing.First(symbol => !symbol.OnNextrade).Code, "153000", venue)).Rows);
    }

    [Fact]
    public async Task An_unknown_symbol_has_an_empty_page_and_the_price_0()
    {
        var answer = await AskAsync("20261120", "153000", "999999");
        Assert.Empty(answer.Rows);
        Assert.Equal("0", answer.Json.GetProperty("output1").GetProperty("stck_prpr").GetString());
    }

    [Fact]
    public async Task The_head_is_the_symbol_as_it_stands_now()
    {
        var head = (await AskAsync("20261105", "153000")).Json.GetProperty("output1");
        var bars = _truth.FinalBars(Venue.Krx, Day, "005930");
        Assert.Equal($"{bars[^1].Close}", head.GetProperty("stck_prpr").GetString());
        Assert.Equal($"{bars.Sum(bar => bar.Volume)}", head.GetProperty("acml_vol").GetString());
        Assert.Equal($"{bars[^1].AccValue}", head.GetProperty("acml_tr_pbmn").GetString());
        var change = bars[^1].Close - _truth.PreviousClose(Day, "005930");
        Assert.Equal($"{change}", head.GetProperty("prdy_vrss").GetString());
        Assert.Equal(change > 0 ? "2" : change < 0 ? "5" : "3", head.GetProperty("prdy_vrss_sign").GetString());
    }

    private KisClient Client(string now, Func<SimulatedKisOptions, SimulatedKisOptions>? change = null)
    {
        var options = new SimulatedKisOptions { Truth = _truth, RequestsPerSecond = 1000 };
        return new KisClient(new SimulatedKis(change?.Invoke(options) ?? options, new VirtualClock(KisClient.Korean(now))));
    }

    private async Task<KisAnswer> AskAsync(string date, string time, string symbol = "005930", string now = "2026-11-22 12:00")
    {
        using var client = Client(now);
        return await client.DatedAsync(symbol, date, time);
    }
}
