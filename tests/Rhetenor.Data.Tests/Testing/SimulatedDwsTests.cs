using System.Net;

namespace Rhetenor.Data.Tests;

public sealed class SimulatedDwsTests
{
    private static readonly SimulatedDwsOptions Small = new() { KospiRecords = 60, KosdaqRecords = 60, KonexRecords = 40, EveryRun = true };

    [Theory]
    [InlineData("2026-05-20 05:59:59", "2026-05-19 08:45")]
    [InlineData("2026-05-20 06:00:00", "2026-05-20 06:00")]
    [InlineData("2026-05-20 07:34:59", "2026-05-20 06:00")]
    [InlineData("2026-05-20 07:35:00", "2026-05-20 07:35")]
    [InlineData("2026-05-20 07:55:00", "2026-05-20 07:55")]
    [InlineData("2026-05-20 08:00:00", "2026-05-20 08:00")]
    [InlineData("2026-05-20 23:59:59", "2026-05-20 08:45")]
    [InlineData("2026-05-23 05:00:00", "2026-05-22 08:45")]
    [InlineData("2026-05-23 12:00:00", "2026-05-23 06:00")]
    [InlineData("2026-05-24 12:00:00", "2026-05-23 06:00")]
    [InlineData("2026-05-25 05:59:00", "2026-05-23 06:00")]
    [InlineData("2026-05-25 06:00:00", "2026-05-25 06:00")]
    public async Task Serves_the_newest_file_at_the_clocks_instant(string now, string published)
    {
        var dws = new SimulatedDws(Small, new VirtualClock(Korean(now)));
        var fetched = await Fetched.FromAsync(dws, Market.Kospi);
        Assert.Equal(Korean(published).DateTime, fetched.EntryTime);
        Assert.Equal(Korean(published), fetched.LastModified);
        Assert.Equal("kospi_code.mst", fetched.EntryName);
    }

    [Fact]
    public async Task A_holiday_has_one_file_in_the_morning_and_the_next_days_of_closure_none()
    {
        DateOnly[] closed = [new(2026, 9, 24), new(2026, 9, 25), new(2026, 9, 26), new(2026, 9, 27)];
        var clock = new VirtualClock(Korean("2026-09-24 07:00"));
        var dws = new SimulatedDws(Small with { IsSession = date => !closed.Contains(date) }, clock);
        Assert.Equal(Korean("2026-09-24 06:00"), (await Fetched.FromAsync(dws, Market.Konex)).LastModified);
        clock.AdvanceTo(Korean("2026-09-28 05:00"));
        Assert.Equal(Korean("2026-09-24 06:00"), (await Fetched.FromAsync(dws, Market.Konex)).LastModified);
        clock.AdvanceTo(Korean("2026-09-28 09:00"));
        Assert.Equal(Korean("2026-09-28 08:45"), (await Fetched.FromAsync(dws, Market.Konex)).LastModified);
    }

    [Fact]
    public async Task One_publication_is_always_the_same_bytes()
    {
        var clock = new VirtualClock(Korean("2026-05-20 09:00"));
        var dws = new SimulatedDws(Small, clock);
        var first = await Fetched.FromAsync(dws, Market.Kosdaq);
        clock.Advance(TimeSpan.FromHours(8));
        Assert.Equal(first.Zip, (await Fetched.FromAsync(dws, Market.Kosdaq)).Zip);
        Assert.Equal(first.Zip, (await Fetched.FromAsync(new SimulatedDws(Small, clock), Market.Kosdaq)).Zip);
        clock.Advance(TimeSpan.FromDays(1));
        Assert.NotEqual(first.Mst, (await Fetched.FromAsync(dws, Market.Kosdaq)).Mst);
        Assert.NotEqual(first.Mst, (await Fetched.FromAsync(new SimulatedDws(Small with { Seed = 2 }, clock), Market.Kosdaq)).Mst);
    }

    [Fact]
    public async Task Two_markets_are_not_always_of_the_same_run()
    {
        var clock = new VirtualClock(Korean("2026-05-04 08:01"));
        var dws = new SimulatedDws(Small with { EveryRun = false }, clock);
        var differences = 0;
        for (var day = 0; day < 28; day++, clock.Advance(TimeSpan.FromDays(1)))
            differences += (await Fetched.FromAsync(dws, Market.Kospi)).LastModified != (await Fetched.FromAsync(dws, Market.Kosdaq)).LastModified ? 1 : 0;
        Assert.InRange(differences, 1, 20);
    }

    [Fact]
    public async Task The_usual_sizes_are_those_of_the_real_files()
    {
        var dws = new SimulatedDws(timeProvider: new VirtualClock(Korean("2026-05-20 09:00")));
        foreach (var (market, records) in new[] { (Market.Kospi, 2_500), (Market.Kosdaq, 1_800), (Market.Konex, 120) })
            Assert.Equal(records, MstText.Read(HantooMstSpec.For(market), (await Fetched.FromAsync(dws, market)).Mst).Length);
    }

    [Theory]
    [InlineData("GET", "/common/master/elw_code.mst", HttpStatusCode.NotFound)]
    [InlineData("GET", "/common/master/KOSPI_code.mst.zip", HttpStatusCode.NotFound)]
    [InlineData("GET", "/", HttpStatusCode.NotFound)]
    [InlineData("POST", "/common/master/kospi_code.mst.zip", HttpStatusCode.MethodNotAllowed)]
    [InlineData("HEAD", "/common/master/kospi_code.mst.zip", HttpStatusCode.OK)]
    public async Task Answers_other_requests_as_a_server_does(string method, string path, HttpStatusCode status)
    {
        var dws = new SimulatedDws(Small, new VirtualClock(Korean("2026-05-20 09:00")));
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri("https://dws.invalid" + path));
        using var response = await dws.SendAsync(request);
        Assert.Equal(status, response.StatusCode);
        Assert.Same(request, response.RequestMessage);
        if (method == "HEAD")
            Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Requests_are_recorded()
    {
        var clock = new VirtualClock(Korean("2026-05-20 09:00"));
        var dws = new SimulatedDws(Small, clock);
        dws.Faults.OnRequest(2, HttpFault.Status(503));
        using var client = new HttpClient(dws.CreateHandler());
        await client.GetByteArrayAsync(Fetched.UriOf(Market.Konex));
        clock.Advance(TimeSpan.FromSeconds(7));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetByteArrayAsync(Fetched.UriOf(Market.Kospi)));
        Assert.Equal(
            [
                new RecordedRequest(HttpMethod.Get, Fetched.UriOf(Market.Konex), Korean("2026-05-20 09:00"), null),
                new RecordedRequest(HttpMethod.Get, Fetched.UriOf(Market.Kospi), Korean("2026-05-20 09:00").AddSeconds(7), HttpFault.Status(503)),
            ],
            dws.Requests);
    }

    private static DateTimeOffset Korean(string text) =>
        new(DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture), KoreaTime.Offset);
}
