using System.Net;

namespace Rhetenor.Data.Tests;

public sealed class KisTokenTests
{
    private readonly VirtualClock _clock = new(KisClient.Korean("2026-11-20 09:00"));

    [Fact]
    public async Task A_token_is_the_same_for_six_hours_and_good_for_a_day()
    {
        using var client = Client(out var kis);
        var first = await client.IssueAsync();
        Assert.Equal(("Bearer", 86400, "2026-11-21 09:00:00"), (first.Text("token_type"), first.Json.GetProperty("expires_in").GetInt32(), first.Text("access_token_token_expired")));
        _clock.Advance(TimeSpan.FromHours(6) - TimeSpan.FromSeconds(1));
        Assert.Equal(first.Body, (await client.IssueAsync()).Body);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotEqual(first.Text("access_token"), (await client.IssueAsync()).Text("access_token"));
        Assert.Equal(3, kis.TokenIssues);
        client.Token = first.Text("access_token");
        _clock.AdvanceTo(KisClient.Korean("2026-11-21 08:59:59"));
        Assert.Equal("MCA00000", (await client.TodayAsync("005930", "090000")).Code);
        _clock.AdvanceTo(KisClient.Korean("2026-11-21 09:00:00"));
        Assert.Equal("EGW00123", (await client.TodayAsync("005930", "090000")).Code);
    }

    [Fact]
    public async Task A_token_within_a_minute_of_the_last_is_refused()
    {
        using var client = Client(out var kis);
        await client.IssueAsync();
        _clock.Advance(TimeSpan.FromSeconds(59.9));
        var refused = await client.IssueAsync();
        Assert.Equal((HttpStatusCode.Forbidden, "EGW00133"), (refused.Status, refused.Text("error_code")));
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(HttpStatusCode.OK, (await client.IssueAsync()).Status);
        Assert.Equal(2, kis.TokenIssues);
    }

    [Theory]
    [InlineData("nobody", null, "client_credentials", "EGW00103")]
    [InlineData(null, "guess", "client_credentials", "EGW00105")]
    [InlineData(null, null, "password", "EGW00115")]
    public async Task Wrong_credentials_are_refused_in_the_tokens_own_form(string? key, string? secret, string grant, string code)
    {
        using var client = Client(out var kis);
        var refused = await client.IssueAsync(key, secret, grant);
        Assert.Equal(code, refused.Text("error_code"));
        Assert.NotEmpty(refused.Text("error_description"));
        Assert.Equal(0, kis.TokenIssues);
    }

    [Fact]
    public async Task A_revoked_token_is_no_token()
    {
        using var client = Client(out _);
        await client.TodayAsync("005930", "090000");
        Assert.Equal(200, (await client.RevokeAsync(client.Token!)).Json.GetProperty("code").GetInt32());
        Assert.Equal("EGW00121", (await client.TodayAsync("005930", "090000")).Code);
        Assert.Equal("EGW00121", (await client.RevokeAsync(client.Token!)).Text("error_code"));
    }

    [Fact]
    public async Task Tokens_can_be_made_to_expire_early()
    {
        using var client = Client(out var kis);
        await client.TodayAsync("005930", "090000");
        kis.ExpireTokens();
        var refused = await client.TodayAsync("005930", "090000");
        Assert.Equal((HttpStatusCode.InternalServerError, "EGW00123", "1"), (refused.Status, refused.Code, refused.Text("rt_cd")));
        _clock.Advance(TimeSpan.FromMinutes(1));
        client.Token = null;
        Assert.Equal("MCA00000", (await client.TodayAsync("005930", "090000")).Code);
    }

    [Fact]
    public async Task Expiry_follows_the_servers_clock()
    {
        using var client = Client(out _, new SimulatedKisOptions { ClockSkew = TimeSpan.FromMinutes(10) });
        var answer = await client.IssueAsync();
        Assert.Equal("2026-11-21 09:10:00", answer.Text("access_token_token_expired"));
        Assert.Equal(KisClient.Korean("2026-11-20 09:10"), answer.Date);
    }

    private KisClient Client(out SimulatedKis kis, SimulatedKisOptions? options = null) => new(kis = new SimulatedKis(options, _clock));
}
