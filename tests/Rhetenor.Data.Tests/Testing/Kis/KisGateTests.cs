using System.Net;

namespace Rhetenor.Data.Tests;

public sealed class KisGateTests
{
    private readonly VirtualClock _clock = new(KisClient.Korean("2026-11-20 12:00"));

    [Theory]
    [InlineData("appkey", "", "EGW00102")]
    [InlineData("appkey", "nobody", "EGW00103")]
    [InlineData("appsecret", "", "EGW00104")]
    [InlineData("appsecret", "guess", "EGW00304")]
    [InlineData("custtype", "", "EGW00208")]
    public async Task Headers_are_checked(string name, string value, string code)
    {
        using var client = Client(out _);
        await client.TodayAsync("005930", "120000");
        client.Headers[name] = value;
        var refused = await client.TodayAsync("005930", "120000");
        Assert.Equal((HttpStatusCode.InternalServerError, "1", code), (refused.Status, refused.Text("rt_cd"), refused.Code));
    }

    [Fact]
    public async Task A_missing_token_is_none_and_a_foreign_one_invalid()
    {
        using var client = Client(out _);
        client.Token = "";
        Assert.Equal("EGW00122", (await client.TodayAsync("005930", "120000")).Code);
        client.Token = "foreign";
        Assert.Equal("EGW00121", (await client.TodayAsync("005930", "120000")).Code);
    }

    [Theory]
    [InlineData("FID_ETC_CLS_CODE")]
    [InlineData("FID_INPUT_ISCD")]
    [InlineData("FID_PW_DATA_INCU_YN")]
    public async Task Every_parameter_must_be_sent_if_only_empty(string missing)
    {
        using var client = Client(out _);
        Dictionary<string, string> parameters = new()
        {
            ["FID_ETC_CLS_CODE"] = "",
            ["FID_COND_MRKT_DIV_CODE"] = "J",
            ["FID_INPUT_ISCD"] = "005930",
            ["FID_INPUT_HOUR_1"] = "120000",
            ["FID_PW_DATA_INCU_YN"] = "",
        };
        const string Path = "uapi/domestic-stock/v1/quotations/inquire-time-itemchartprice";
        Assert.Equal("MCA00000", (await client.GetAsync(KisClient.Today, Path, parameters)).Code);
        Assert.Equal("OPSQ0002", (await client.GetAsync(KisClient.Dated, Path, parameters)).Code);
        parameters.Remove(missing);
        var refused = await client.GetAsync(KisClient.Today, Path, parameters);
        Assert.Equal((HttpStatusCode.OK, "1", "OPSQ2001"), (refused.Status, refused.Text("rt_cd"), refused.Code));
        Assert.Contains(missing, refused.Text("msg1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X", "120000", "OPSQ2001")]
    [InlineData("J", "1200", "OPSQ2002")]
    [InlineData("J", "888888", "OPSQ2002")]
    public async Task Values_are_checked(string venue, string time, string code)
    {
        using var client = Client(out _);
        Assert.Equal(code, (await client.TodayAsync("005930", time, venue)).Code);
    }

    [Fact]
    public async Task The_mock_server_has_only_todays_chart_and_one_request_a_second()
    {
        using var client = Client(out var kis, new SimulatedKisOptions { Mock = true });
        await client.IssueAsync();
        _clock.Advance(TimeSpan.FromMinutes(1));
        client.Token = (await client.IssueAsync()).Text("access_token");
        Assert.Equal("EGW00201", (await client.TodayAsync("005930", "120000")).Code);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("MCA00000", (await client.TodayAsync("005930", "120000")).Code);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("EGW00213", (await client.DatedAsync("005930", "20261119", "120000")).Code);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("EGW00213", (await client.HolidaysAsync("20261119")).Code);
        Assert.Equal(1, kis.RefusedByLimit);
    }

    [Theory]
    [InlineData(KisRefusalForm.ServerError, 500, 500)]
    [InlineData(KisRefusalForm.OkBody, 200, 200)]
    [InlineData(KisRefusalForm.Alternating, 500, 200)]
    public async Task Every_sliding_second_is_counted(KisRefusalForm form, int first, int second)
    {
        using var client = Client(out var kis, new SimulatedKisOptions { RefusalForm = form });
        client.Token = (await client.IssueAsync()).Text("access_token");
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        for (var i = 0; i < 17; i++)
            Assert.Equal("MCA00000", (await client.TodayAsync("005930", "120000")).Code);
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal("MCA00000", (await client.TodayAsync("005930", "120000")).Code);
        foreach (var status in new[] { first, second })
        {
            var refused = await client.TodayAsync("005930", "120000");
            Assert.Equal(((HttpStatusCode)status, "1", "EGW00201"), (refused.Status, refused.Text("rt_cd"), refused.Code));
        }

        Assert.Equal((2, 20, 20), (kis.RefusedByLimit, kis.MostInASecond, kis.CallsOf(KisClient.Today)));
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal("MCA00000", (await client.TodayAsync("005930", "120000")).Code);
    }

    [Fact]
    public async Task Maintenance_is_a_page_in_HTML()
    {
        using var client = Client(out _, new SimulatedKisOptions { Maintenance = [new(_clock.GetUtcNow().AddHours(1), _clock.GetUtcNow().AddHours(2))] });
        await client.TodayAsync("005930", "120000");
        _clock.Advance(TimeSpan.FromHours(1));
        var answer = await client.TodayAsync("005930", "120000");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
        Assert.StartsWith("<!DOCTYPE html>", answer.Body, StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("MCA00000", (await client.TodayAsync("005930", "120000")).Code);
    }

    [Fact]
    public async Task Calls_are_logged_without_secrets()
    {
        using var client = Client(out var kis);
        await client.DatedAsync("005930", "20261119", "140000", "UN");
        var call = kis.Calls[^1];
        Assert.Equal((KisClient.Dated, "UN", "005930", "20261119", "140000", "MCA00000"), (call.TrId, call.Venue, call.Symbol, call.Date, call.Cursor, call.Code));
        Assert.Equal(["/oauth2/tokenP", "/uapi/domestic-stock/v1/quotations/inquire-time-dailychartprice"], kis.Calls.Select(made => made.Path));
        Assert.DoesNotContain("simulated", string.Join(' ', kis.Calls), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_paths_are_not_found()
    {
        using var client = Client(out _);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("X", "uapi/other", [])).Status);
    }

    private KisClient Client(out SimulatedKis kis, SimulatedKisOptions? options = null) => new(kis = new SimulatedKis(options, _clock));
}
