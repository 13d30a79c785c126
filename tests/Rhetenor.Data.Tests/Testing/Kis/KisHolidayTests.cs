namespace Rhetenor.Data.Tests;

/// <summary>CTCA0903R.</summary>
public sealed class KisHolidayTests
{
    private readonly VirtualClock _clock = new(KisClient.Korean("2026-11-20 12:00"));

    [Fact]
    public async Task Twenty_four_days_from_the_date_on_and_more_to_come()
    {
        using var client = new KisClient(new SimulatedKis(timeProvider: _clock));
        var page = await client.HolidaysAsync("20261220");
        var days = page.Json.GetProperty("output").EnumerateArray().ToList();
        Assert.Equal((24, "KIOK0500", "M"), (days.Count, page.Code, page.Continues));
        Assert.Equal(("20270112            ", "20261220            "), (page.Text("ctx_area_nk"), page.Text("ctx_area_fk")));
        Assert.Equal(("20261220", "01", "N"), (days[0].GetProperty("bass_dt").GetString(), days[0].GetProperty("wday_dvsn_cd").GetString(), days[0].GetProperty("opnd_yn").GetString()));
        var next = await client.HolidaysAsync("20261220", page.Text("ctx_area_nk"));
        Assert.Equal("20270113", next.Json.GetProperty("output")[0].GetProperty("bass_dt").GetString());
    }

    [Fact]
    public async Task The_last_page_has_no_more()
    {
        using var client = new KisClient(new SimulatedKis(timeProvider: _clock));
        var page = await client.HolidaysAsync("20271220");
        Assert.Equal((12, "MCA00000", "D"), (page.Json.GetProperty("output").GetArrayLength(), page.Code, page.Continues));
    }

    [Fact]
    public async Task Sessions_are_those_of_the_truth()
    {
        var truth = new KisTruth(new KisTruthOptions { IsSession = date => date.Day % 2 == 0 });
        using var client = new KisClient(new SimulatedKis(new SimulatedKisOptions { Truth = truth }, _clock));
        foreach (var day in (await client.HolidaysAsync("20261101")).Json.GetProperty("output").EnumerateArray())
            Assert.Equal(day.GetProperty("bass_dt").GetString()![^1] % 2 == 0 ? "Y" : "N", day.GetProperty("opnd_yn").GetString());
    }
}
