using System.Text;

namespace Rhetenor.Data.Tests.Hantoo;

public sealed class HantooClientTests : KisTests
{
    [Theory]
    [ClassData(typeof(CaseFile))]
    public async Task C1_C2_C4_C5_C8_C9_C10_C11_replies_end_as_the_case_file_says(string title)
    {
        var (replies, outcome, words) = CaseFile.Get(title);
        replies.ForEach(Kis.Next.Enqueue);
        Kis.Always = replies[^1];
        string found;
        try
        {
            var page = await AskAsync();
            found = $"{page.Rows.Count} rows, {Kis.DataRequests} requests{(page.DroppedRows == 0 ? "" : $", {page.DroppedRows} dropped")}";
        }
        catch (HantooException exception)
        {
            Shown.Add(exception.ToString());
            Assert.Equal((Kis.DataRequests, "FHKST03010230"), (exception.Attempts, exception.TrId));
            Assert.Contains(words, exception.Message, StringComparison.Ordinal);
            found = $"{exception.Error} {exception.Code ?? "-"}, {Kis.DataRequests} requests";
        }

        Assert.Equal(outcome, found);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(200)]
    public async Task C1_C2_a_refusal_slows_every_later_call(int status)
    {
        var client = Client(new HantooOptions { RequestsPerSecond = 10, Pace = 1 });
        await Clock.RunAsync(() => AskAsync(client));
        Kis.Next.Enqueue(ScriptedKis.Error(status, "EGW00201", "초당 거래건수를 초과하였습니다."));
        await Clock.RunAsync(() => AskAsync(client));
        Assert.True(Lines.Has(301));

        // Eight in a second instead of ten, and a hundredth more with each second.
        var before = Kis.Requests.Count;
        await Clock.RunAsync(() => Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AskAsync(client))));
        var instants = Kis.Requests.Skip(before).Select(request => request.Instant).ToList();
        Assert.All(instants.Zip(instants.Skip(1)), pair => Assert.InRange((pair.Second - pair.First).TotalSeconds, 0.117, 0.126));
    }

    [Fact]
    public async Task C3_refusals_that_go_on_are_waited_out_for_a_minute_and_then_typed()
    {
        Kis.Always = ScriptedKis.Error(500, "EGW00201", "초당 거래건수를 초과하였습니다.");
        var began = Clock.GetUtcNow();
        var exception = await FailAsync(HantooError.RateLimited);
        Assert.Equal(("EGW00201", 8), (exception.Code, exception.Attempts));
        Assert.True(Clock.GetUtcNow() - began > TimeSpan.FromSeconds(61));
        var instants = Kis.Requests.Skip(1).Select(request => request.Instant).ToList();
        Assert.True(instants.Zip(instants.Skip(1)).Max(pair => pair.Second - pair.First) >= TimeSpan.FromSeconds(61));
        Assert.True(Lines.Has(301));
    }

    [Fact]
    public async Task C6_silence_ends_at_the_deadline_and_is_retried()
    {
        Kis.Faults.OnPath(ScriptedKis.Minutes, HttpFault.Hang()).OnPath(ScriptedKis.Minutes, HttpFault.HangMidBody(20));
        var began = Clock.GetUtcNow();
        Assert.Equal(2, (await AskAsync()).Rows.Count);
        Assert.True(Clock.GetUtcNow() - began >= TimeSpan.FromSeconds(30));
        Kis.Faults.Always(HttpFault.SlowDrip(1, TimeSpan.FromSeconds(1)), request => request.Method == HttpMethod.Get);
        Assert.Equal(5, (await FailAsync(HantooError.Unavailable, "no complete answer within 15 s")).Attempts);
    }

    [Fact]
    public async Task C7_a_broken_body_is_fetched_again()
    {
        Kis.Faults.OnPath(ScriptedKis.Minutes, HttpFault.ResetMidBody(200)).OnPath(ScriptedKis.Minutes, HttpFault.ShortBody(100))
            .OnPath(ScriptedKis.Minutes, HttpFault.ConnectionRefused()).OnPath(ScriptedKis.Minutes, HttpFault.CloseBeforeHeaders());
        Assert.Equal(2, (await AskAsync()).Rows.Count);
        Assert.Equal(5, Kis.DataRequests);
    }

    [Fact]
    public async Task C17_rows_of_a_later_day_than_requested_are_told()
    {
        Kis.Next.Enqueue(ScriptedKis.Json(200, ScriptedKis.Page.Replace("\"20261116\",\"stck_cntg_hour\":\"100100\"", "\"20261117\",\"stck_cntg_hour\":\"100100\"", StringComparison.Ordinal)));
        await AskAsync();
        Assert.Contains("1 rows are of a later day than 2026-11-16", Assert.Single(Lines.Lines, line => line.StartsWith("311 ", StringComparison.Ordinal)), StringComparison.Ordinal);

        Kis.Next.Enqueue(ScriptedKis.Json(200, ScriptedKis.Page.Replace("20261116", "20261113", StringComparison.Ordinal)));
        await AskAsync();
        Assert.Single(Lines.Lines, line => line.StartsWith("311 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task C24_L13_a_body_over_the_cap_is_typed_at_once()
    {
        Kis.Faults.OnPath(ScriptedKis.Minutes, HttpFault.EndlessBody());
        await FailAsync(HantooError.UnexpectedReply, "bytes are accepted; more arrived");
        await FailAsync(HantooError.UnexpectedReply, Client(new HantooOptions { MaxResponseBytes = 300 }), "at most 300 bytes are accepted");
        Assert.Equal(2, Kis.DataRequests);
    }

    [Theory]
    [InlineData(429, 12, 12)]
    [InlineData(503, 3_600, 20)]
    public async Task C25_retry_after_is_honoured_and_capped(int status, int asked, int waited)
    {
        Kis.Faults.OnPath(ScriptedKis.Minutes, HttpFault.Status(status, TimeSpan.FromSeconds(asked)));
        await AskAsync();
        Assert.Equal(waited, (Kis.Requests[2].Instant - Kis.Requests[1].Instant).TotalSeconds, 1);
    }

    [Fact]
    public async Task Every_parameter_and_header_is_sent_also_the_empty_ones()
    {
        await Clock.RunAsync(() => Client().GetTodayMinutesAsync(Venue.Unified, "Q500061", new TimeOnly(9, 5)));
        await AskAsync();
        Assert.Equal(
            [
                "/uapi/domestic-stock/v1/quotations/inquire-time-itemchartprice?FID_ETC_CLS_CODE=&FID_COND_MRKT_DIV_CODE=UN&FID_INPUT_ISCD=Q500061&FID_INPUT_HOUR_1=090500&FID_PW_DATA_INCU_YN=N",
                "/uapi/domestic-stock/v1/quotations/inquire-time-dailychartprice?FID_COND_MRKT_DIV_CODE=J&FID_INPUT_ISCD=005930&FID_INPUT_HOUR_1=100100&FID_INPUT_DATE_1=20261116&FID_PW_DATA_INCU_YN=N&FID_FAKE_TICK_INCU_YN=",
            ],
            Kis.Requests.Skip(1).Select(request => request.Uri.PathAndQuery));
        var headers = Kis.Seen[1].Headers;
        Assert.Equal(
            ("application/json; charset=utf-8", "Bearer canarytoken1", Canaries[0], Canaries[1], "FHKST03010200", "P", ""),
            (headers["content-type"], headers["authorization"], headers["appkey"], headers["appsecret"], headers["tr_id"], headers["custtype"], headers["tr_cont"]));
        Assert.Equal("https://openapi.koreainvestment.com:9443", Kis.Requests[0].Uri.GetLeftPart(UriPartial.Authority));
    }

    [Theory]
    [InlineData("5930")]
    [InlineData("0059301234")]
    [InlineData("00593&")]
    [InlineData("005930\n")]
    [InlineData("../../x")]
    [InlineData("００５９３０")]
    public async Task L11_a_symbol_that_is_none_never_reaches_an_address(string symbol)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Client().GetTodayMinutesAsync(Venue.Krx, symbol, default));
        Assert.Empty(Kis.Requests);
    }

    [Fact]
    public async Task Paper_trading_has_its_own_address_and_refuses_what_it_does_not_have()
    {
        var client = Client(new HantooOptions { Environment = HantooEnvironment.Paper });
        await FailAsync(HantooError.NotPermitted, client, "was not sent: paper trading has no");
        Assert.Equal(HantooError.NotPermitted, (await Assert.ThrowsAsync<HantooException>(() => client.GetHolidaysAsync(Samples.Monday))).Error);
        Assert.Empty(Kis.Requests);
        await Clock.RunAsync(() => client.GetTodayMinutesAsync(Venue.Krx, "005930", new TimeOnly(10, 0)));
        Assert.Equal("https://openapivts.koreainvestment.com:29443/oauth2/tokenP", Kis.Requests[0].Uri.AbsoluteUri);
        Assert.True(Kis.Requests[1].Instant - Kis.Requests[0].Instant > TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData("http://kis.example/")]
    [InlineData("https://user:password@kis.example/")]
    [InlineData("https://169.254.169.254/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://127.0.0.1:8080/")]
    public void L11_addresses_that_are_not_allowed_are_refused(string address) =>
        Assert.Throws<ArgumentException>(() => Client(new HantooOptions { BaseAddress = new Uri(address) }));

    [Fact]
    public async Task F4_cancellation_at_any_moment_is_a_cancellation_and_leaves_the_client_usable()
    {
        Kis.Faults.Randomly(0.5, 1, HttpFault.Status(500)).Randomly(0.7, 2, HttpFault.Delay(TimeSpan.FromMilliseconds(700)));
        for (var milliseconds = 0; milliseconds < 3_000; milliseconds += 97)
        {
            using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(milliseconds), Clock);
            var client = Client(new HantooOptions { Retry = new RetryOptions { MaxAttempts = 100, JitterSeed = 1 } });
            try
            {
                await Clock.RunAsync(() => AskAsync(client, cancellation.Token));
            }
            catch (Exception exception)
            {
                Assert.IsAssignableFrom<OperationCanceledException>(exception);
            }
        }

        Kis.Faults.Clear();
        Assert.Equal(2, (await AskAsync()).Rows.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(90)]
    [InlineData(-600)]
    public async Task E2_E3_the_server_s_time_is_known_whatever_the_host_s_clock_says(int ahead)
    {
        var client = Client(clock: new ProcessClock(Clock, TimeSpan.FromSeconds(ahead)));
        var page = await Clock.RunAsync(() => AskAsync(client));
        for (var i = 0; i < 20; i++)
            await Clock.RunAsync(() => AskAsync(client));
        Assert.InRange((client.ServerNow - Clock.GetUtcNow()).TotalSeconds, -1, 1);
        Assert.InRange((page.ServerTime!.Value - Clock.GetUtcNow()).TotalSeconds, -3, 0);
        Assert.Equal((KoreaTime.Offset, KoreaTime.Offset), (page.ServerTime.Value.Offset, page.ReceivedAt.Offset));
    }

    [Fact]
    public async Task E5_a_host_clock_in_another_year_is_refused()
    {
        var exception = await FailAsync(HantooError.ClockSkew, Client(clock: new ProcessClock(Clock, TimeSpan.FromDays(73 * 365))));
        Assert.Contains("2099", exception.Message, StringComparison.Ordinal);
        Kis.Ahead = TimeSpan.FromMinutes(20);
        await FailAsync(HantooError.ClockSkew);
        Kis.Ahead = null;
        Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Null((await AskAsync()).ServerTime);
    }

    [Fact]
    public async Task Holidays_are_one_page_unless_more_are_asked_for_and_paging_ends()
    {
        static SimulatedReply Page(int day, string more) => ScriptedKis.Json(200,
            $$"""{"ctx_area_nk":"202611{{day}}            ","ctx_area_fk":"20261110            ","output":[{"bass_dt":"202611{{day}}","opnd_yn":"Y","bzdy_yn":"Y","tr_day_yn":"Y","sttl_day_yn":"N"}],"rt_cd":"0","msg_cd":"KIOK0500","msg1":"조회가 계속됩니다. "}""").WithHeader("tr_cont", more);
        Kis.Next.Enqueue(Page(10, "M"));
        Assert.Equal(new HantooHoliday(new(2026, 11, 10), true), Assert.Single(await Clock.RunAsync(() => Client().GetHolidaysAsync(new(2026, 11, 10)))));

        foreach (var page in (SimulatedReply[])[Page(10, "F"), Page(11, "M"), Page(12, "D")])
            Kis.Next.Enqueue(page);
        var client = Client(new HantooOptions { HolidayPages = 10 });
        Assert.Equal(3, (await Clock.RunAsync(() => client.GetHolidaysAsync(new(2026, 11, 10)))).Count);
        Assert.Equal("N", Kis.Seen[^1].Headers["tr_cont"]);
        Assert.EndsWith("BASS_DT=20261110&CTX_AREA_NK=20261111&CTX_AREA_FK=20261110", Kis.Seen[^1].Uri.Query, StringComparison.Ordinal);

        Kis.Always = Page(10, "M");
        Assert.Single(await Clock.RunAsync(() => client.GetHolidaysAsync(new(2026, 11, 10))));
        Assert.Equal(1 + 1 + 3 + 2, Kis.Requests.Count);
        Kis.Always = ScriptedKis.Json(200, """{"output":[{"bass_dt":"20261110","opnd_yn":""}],"rt_cd":"0","msg_cd":"KIOK0000"}""");
        Assert.Equal(HantooError.UnexpectedReply, (await Assert.ThrowsAsync<HantooException>(() => Clock.RunAsync(() => client.GetHolidaysAsync(new(2026, 11, 10))))).Error);
    }

    [RealDataFact]
    public async Task Real_and_official_replies_are_read_to_the_last_row()
    {
        Kis.Next.Enqueue(Real("itemchartprice_005930_J_20260527_h153000_queried_1508.json"));
        Kis.Next.Enqueue(Real("dailychartprice_005930_J_20241108_h140000_official-doc_abridged3rows.json"));
        Kis.Next.Enqueue(Real("chk-holiday_20221227_official-doc.json"));
        var page = await AskAsync();
        Assert.Equal(30, page.Rows.Count);
        Assert.Equal(new MinuteRow(new(2026, 5, 27, 15, 30, 0), 307000, 307500, 307000, 307000, 37333, 9578029173250), page.Rows[0]);
        Assert.Equal(new DateTime(2026, 5, 27, 15, 1, 0), page.Rows[^1].Minute);
        page = await AskAsync();
        Assert.Equal(new MinuteRow(new(2024, 11, 8, 12, 1, 0), 57700, 57800, 57700, 57700, 3856, 357875441100), page.Rows[^1]);
        var days = await Clock.RunAsync(() => Client().GetHolidaysAsync(new(2022, 12, 27)));
        Assert.Equal((24, new DateOnly(2023, 1, 19)), (days.Count, days[^1].Date));
        Assert.False(days[3].IsOpen);
        Assert.All(days, day => Assert.Equal(KrxCalendar.GetDay(day.Date) == MarketDay.Session, day.IsOpen));
    }

    private static SimulatedReply Real(string name) =>
        ScriptedKis.Json(200, Encoding.UTF8.GetString(File.ReadAllBytes(Path.Join(RealData.Folder, "kis-json", name))));
}
