using System.Net;
using System.Text.Json;

namespace Rhetenor.Data.Tests;

public sealed class KisFaultTests : IDisposable
{
    private readonly VirtualClock _clock = new(KisClient.Korean("2026-11-21 12:00"));
    private readonly SimulatedKis _kis;
    private readonly KisClient _client;

    public KisFaultTests()
    {
        _kis = new SimulatedKis(new SimulatedKisOptions { RequestsPerSecond = 1000 }, _clock);
        _client = new KisClient(_kis);
    }

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData(500)]
    [InlineData(200)]
    public async Task Refusals_come_in_both_forms(int status)
    {
        foreach (var (fault, code) in new[] { (KisFault.RateLimited(status), "EGW00201"), (KisFault.ExpiredToken(status), "EGW00123"), (KisFault.Code("XYZ1", "무엇", status), "XYZ1") })
        {
            var answer = await MeetAsync(fault);
            Assert.Equal(((HttpStatusCode)status, "1", code), (answer.Status, answer.Text("rt_cd"), answer.Code));
            Assert.NotNull(answer.Date);
        }
    }

    [Fact]
    public async Task A_token_too_soon()
    {
        _kis.Faults.OnPath("tokenP", KisFault.TokenTooSoon());
        var answer = await _client.IssueAsync();
        Assert.Equal((HttpStatusCode.Forbidden, "EGW00133"), (answer.Status, answer.Text("error_code")));
    }

    [Fact]
    public async Task Bodies_lose_their_shape()
    {
        Assert.False((await MeetAsync(KisFault.WithoutResultCode())).Json.TryGetProperty("rt_cd", out _));
        Assert.Equal(JsonValueKind.Null, (await MeetAsync(KisFault.RowsNull())).Json.GetProperty("output2").ValueKind);
        Assert.Equal(JsonValueKind.Object, (await MeetAsync(KisFault.RowsObject())).Json.GetProperty("output2").ValueKind);
        Assert.False((await MeetAsync(KisFault.RowsMissing())).Json.TryGetProperty("output2", out _));
        var half = await MeetAsync(KisFault.TruncatedJson());
        Assert.ThrowsAny<JsonException>(() => half.Json);
        var large = await MeetAsync(KisFault.Oversize(1 << 20));
        Assert.True(large.Body.Length > 1 << 20 && large.Rows.Count == 120);
    }

    [Fact]
    public async Task Rows_go_wrong()
    {
        var good = (await AskAsync()).Rows;
        Assert.Empty((await MeetAsync(KisFault.EmptyPage())).Rows);
        Assert.Equal(good.Take(29), (await MeetAsync(KisFault.FirstRows(29))).Rows);
        var shuffled = (await MeetAsync(KisFault.OutOfOrder())).Rows;
        Assert.NotEqual(good, shuffled);
        Assert.Equal(good, shuffled.OrderByDescending(row => row.Time));
        var doubled = (await MeetAsync(KisFault.Duplicates(2))).Rows;
        Assert.Equal([good[0], good[0], good[1], good[1], good[2]], doubled.Take(5));
        Assert.Equal(122, doubled.Count);
        Assert.DoesNotContain((await MeetAsync(KisFault.WithoutMinute(new TimeOnly(13, 59)))).Rows, row => row.Time == "135900");
    }

    [Fact]
    public async Task Answers_are_to_another_question()
    {
        Assert.All((await MeetAsync(KisFault.RowsDated(new DateOnly(2026, 11, 3)))).Rows, row => Assert.Equal("20261103", row.Date));
        Assert.Equal((await AskAsync("000660")).Rows, (await MeetAsync(KisFault.OtherSymbol("000660"))).Rows);
        Assert.Equal((await AskAsync(venue: "NX")).Rows, (await MeetAsync(KisFault.OtherVenue(Venue.Nextrade))).Rows);
        Assert.Contains("\"cntg_vol\":\"None\"", (await MeetAsync(KisFault.RowField("cntg_vol", "None"))).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cursor_can_be_stuck()
    {
        _kis.Faults.Always(KisFault.StuckCursor(new TimeOnly(14, 0)), request => request.Uri.AbsolutePath.Contains("chart", StringComparison.Ordinal));
        Assert.Equal((await AskAsync(time: "140000")).Rows, (await AskAsync(time: "120000")).Rows);
        Assert.Contains("FID_INPUT_HOUR_1=120000", _kis.Requests[^1].Uri.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Faults_of_rows_leave_other_answers_alone()
    {
        foreach (var fault in new[] { KisFault.EmptyPage(), KisFault.RowsNull(), KisFault.OtherSymbol("000660") })
        {
            _kis.Faults.Next(fault);
            Assert.Equal("OPSQ2002", (await AskAsync(time: "x")).Code);
        }
    }

    [Fact]
    public async Task Over_a_socket_it_is_the_same()
    {
        await using var server = LoopbackServer.Start(_kis);
        using var handler = new SocketsHttpHandler();
        using var remote = new KisClient(_kis, handler, server.BaseAddress);
        var near = await AskAsync();
        Assert.Equal("EGW00133", (await remote.IssueAsync()).Text("error_code"));
        remote.Token = _client.Token;
        var far = await remote.DatedAsync("005930", "20261120", "140000");
        Assert.Equal((near.Body, near.Date), (far.Body, far.Date));
        _kis.Faults.Next(HttpFault.ResetMidBody(500));
        await Assert.ThrowsAsync<HttpRequestException>(() => remote.DatedAsync("005930", "20261120", "140000"));
    }

    private async Task<KisAnswer> MeetAsync(HttpFault fault)
    {
        _client.Token ??= (await _client.IssueAsync()).Text("access_token");
        _kis.Faults.Next(fault);
        var answer = await AskAsync();
        Assert.Empty(_kis.Faults.Remaining);
        return answer;
    }

    private Task<KisAnswer> AskAsync(string symbol = "005930", string time = "140000", string venue = "J") => _client.DatedAsync(symbol, "20261120", time, venue);
}
