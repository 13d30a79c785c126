using System.Security.Cryptography;
using System.Text;

namespace Rhetenor.Data.Tests;

public sealed class KisScaleTests
{
    private const string Path = "https://kis.invalid/uapi/domestic-stock/v1/quotations/inquire-time-dailychartprice";

    [Theory]
    [InlineData("FHKST03010200", "f2a223ff8f5dc87807d6d764ae81489011eadef69f3ffa68bb1820cf820b35b1")]
    [InlineData("FHKST03010230", "fb6c9a44c1ab49faab7776bd7380e5a267fd53cf552639e6a0e48c154e54754c")]
    public async Task An_answer_is_the_same_bytes_everywhere(string trId, string hash)
    {
        using var client = new KisClient(new SimulatedKis(timeProvider: new VirtualClock(KisClient.Korean("2026-11-20 14:31:15"))));
        var answer = trId == KisClient.Today ? await client.TodayAsync("000660", "153000", "UN") : await client.DatedAsync("000660", "20261119", "140000", "UN");
        var actual = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(answer.Body)));
        Assert.True(hash == actual, $"{trId}: {actual}");
    }

    [Fact]
    public void W5_a_market_is_served_whole()
    {
        var clock = new VirtualClock(KisClient.Korean("2026-11-20 20:30"));
        var truth = new KisTruth(new KisTruthOptions { Listing = KisSymbols.Mix(2_700) });
        var kis = new SimulatedKis(new SimulatedKisOptions { Truth = truth, RequestsPerSecond = 18 }, clock);
        var body = $$"""{"grant_type":"client_credentials","appkey":"{{kis.Options.AppKey}}","appsecret":"{{kis.Options.AppSecret}}"}""";
        var token = System.Text.Json.JsonDocument.Parse(kis.Reply(new SimulatedRequest(HttpMethod.Post, new Uri("https://kis.invalid/oauth2/tokenP")) { Body = Encoding.UTF8.GetBytes(body) }).Body)
            .RootElement.GetProperty("access_token").GetString();
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["authorization"] = "Bearer " + token,
            ["appkey"] = kis.Options.AppKey,
            ["appsecret"] = kis.Options.AppSecret,
            ["custtype"] = "P",
            ["tr_id"] = KisClient.Dated,
        };
        var bytes = 0L;
        foreach (var symbol in truth.Options.Listing)
        {
            foreach (var time in (string[])["195900", "175900", "155900", "143900", "123900", "103900"])
            {
                clock.Advance(TimeSpan.FromMilliseconds(58.5));
                var query = $"?FID_COND_MRKT_DIV_CODE=J&FID_INPUT_ISCD={symbol.Code}&FID_INPUT_HOUR_1={time}&FID_INPUT_DATE_1=20261120&FID_PW_DATA_INCU_YN=N&FID_FAKE_TICK_INCU_YN=";
                bytes += kis.Reply(new SimulatedRequest(HttpMethod.Get, new Uri(Path + query)) { Headers = headers }).Body.Length;
            }
        }

        Assert.Equal((16_200, 0), (kis.CallsOf(KisClient.Dated), kis.RefusedByLimit));
        Assert.All(kis.Calls.Skip(1), call => Assert.Equal("MCA00000", call.Code));
        Assert.True(bytes > 200_000_000, $"{bytes}");
    }
}
