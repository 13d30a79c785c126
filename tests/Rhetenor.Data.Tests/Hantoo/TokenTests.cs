using System.Text;

namespace Rhetenor.Data.Tests.Hantoo;

public sealed class TokenTests : KisTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task B1_a_cached_token_costs_no_token_call()
    {
        var cache = new InMemoryTokenCache();
        await Clock.RunAsync(() => AskAsync(Client(cache: cache)));
        await Clock.RunAsync(() => AskAsync(Client(cache: cache, clock: new ProcessClock(Clock))));
        Assert.Equal((1, 2), (Kis.TokenRequests.Count(), Kis.DataRequests));
    }

    [Fact]
    public async Task B2_without_a_cache_exactly_one_is_issued_and_it_is_saved_before_its_first_use()
    {
        var saved = new List<int>();
        var cache = new WatchedCache { OnWrite = _ => saved.Add(Kis.DataRequests) };
        await Clock.RunAsync(() => Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync(Client(cache: cache)))));
        Assert.Equal((1, 20), (Kis.TokenRequests.Count(), Kis.DataRequests));
        Assert.Equal([0, 0], saved);
        var request = Kis.Seen[0];
        Assert.Equal($$"""{"grant_type":"client_credentials","appkey":"{{Canaries[0]}}","appsecret":"{{Canaries[1]}}"}""", Encoding.UTF8.GetString(request.Body.Span).Replace("\\u002B", "+", StringComparison.Ordinal));
        Assert.False(request.Headers.ContainsKey("authorization"));
    }

    [Fact]
    public async Task B3_E1_expiry_is_korean_time_on_every_host_and_the_token_is_renewed_a_margin_before()
    {
        var client = Client(clock: new ProcessClock(Clock));
        await Clock.RunAsync(() => AskAsync(client));
        Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(10.1));
        await Clock.RunAsync(() => AskAsync(client));
        Assert.Equal(1, Kis.Issued);
        Clock.Advance(TimeSpan.FromMinutes(0.2));
        await Clock.RunAsync(() => AskAsync(client));
        Assert.Equal(2, Kis.Issued);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(200)]
    public async Task B4_a_refused_token_is_renewed_once_and_the_call_repeated(int status)
    {
        var client = Client();
        await Clock.RunAsync(() => AskAsync(client));
        Kis.Next.Enqueue(ScriptedKis.Error(status, "EGW00123"));
        Assert.Equal(2, (await Clock.RunAsync(() => AskAsync(client))).Rows.Count);
        Assert.Equal((2, 3), (Kis.Issued, Kis.DataRequests));
        Assert.True(Lines.Has(307));

        Clock.Advance(Minute * 2);
        Kis.Always = ScriptedKis.Error(status, "EGW00121", $"token {ScriptedKis.Token}2 {Canaries[0]}");
        Assert.Equal("EGW00121", (await FailAsync(HantooError.TokenRejected, client)).Code);
        Assert.Equal((3, 5), (Kis.Issued, Kis.DataRequests));
    }

    [Fact]
    public async Task B5_P14_of_32_calls_that_meet_an_expired_token_exactly_one_renews_it()
    {
        var client = Client();
        await Clock.RunAsync(() => AskAsync(client));
        Clock.Advance(Minute * 5);
        Kis.Expired = 1;

        // All of them are sent before the first is refused, and the refusals arrive one after the other, before and after the renewal.
        var sent = 0;
        for (var i = 0; i < 32; i++)
            Kis.Faults.When(IsOld, HttpFault.Delay(TimeSpan.FromSeconds(3 + (i % 5))));
        await Clock.RunAsync(() => Task.WhenAll(Enumerable.Range(0, 32).Select(_ => AskAsync(client))));
        Assert.Equal((32, 2), (sent, Kis.TokenRequests.Count()));
        Assert.Equal(1 + 32 + 32, Kis.DataRequests);

        bool IsOld(SimulatedRequest request)
        {
            var isOld = request.Headers.GetValueOrDefault("authorization") == $"Bearer {ScriptedKis.Token}1";
            sent += isOld ? 1 : 0;
            return isOld;
        }
    }

    [Fact]
    public async Task B6_P14_asked_too_soon_it_waits_a_minute_and_gives_up_after_a_few()
    {
        await Clock.RunAsync(() => AskAsync(Client()));
        Assert.Equal(2, (await Clock.RunAsync(() => AskAsync(Client(clock: new ProcessClock(Clock))))).Rows.Count);
        Assert.Equal(3, Kis.TokenRequests.Count());
        RequireMinutesBetween(Kis.TokenRequests.Skip(1));

        Kis.OnToken = () => ScriptedKis.Json(403, """{"error_code":"EGW00133","error_description":"접근토큰 발급 잠시 후 다시 시도하세요(1분당 1회)"}""");
        var exception = await FailAsync(HantooError.RateLimited, Client(clock: new ProcessClock(Clock)));
        Assert.Equal(("EGW00133", 5, "tokenP"), (exception.Code, exception.Attempts, exception.TrId));
        RequireMinutesBetween(Kis.TokenRequests.Skip(3));
    }

    [Theory]
    [InlineData(403, "EGW00103")]
    [InlineData(500, "EGW00105")]
    [InlineData(200, "EGW00304")]
    public async Task B7_a_wrong_key_is_final_and_not_tried_again_by_the_next_call(int status, string code)
    {
        Kis.OnToken = () => ScriptedKis.Json(status, $$"""{"error_code":"{{code}}","error_description":"유효하지 않은 AppKey입니다. {{Canaries[0]}}"}""");
        var client = Client();
        for (var i = 0; i < 3; i++)
            Assert.Equal(code, (await FailAsync(HantooError.Credentials, client)).Code);
        Assert.Equal((1, 0), (Kis.TokenRequests.Count(), Kis.DataRequests));
    }

    [Theory]
    [InlineData("""{"access_token_token_expired":"2026-11-17 10:00:00"}""")]
    [InlineData("""{"access_token":"","access_token_token_expired":"2026-11-17 10:00:00"}""")]
    [InlineData("""{"access_token":"canarytoken1"}""")]
    [InlineData("""{"access_token":"canarytoken1","access_token_token_expired":"2026-02-30 10:00:00"}""")]
    [InlineData("""{"access_token":"canarytoken1","access_token_token_expired":"0001-01-01 00:00:00"}""")]
    [InlineData("""{"access_token":"canarytoken1","access_token_token_expired":20261117100000}""")]
    [InlineData("""{"access_token":"canarytoken1","access_token_token_expired":"2026-11-16 10:01:59"}""")]
    [InlineData("""{"access_token":"canarytoken1\r\nevil: 1","access_token_token_expired":"2026-11-17 10:00:00"}""")]
    [InlineData("""{}""")]
    [InlineData("""{"rt_cd":"0","msg_cd":"MCA00000","msg1":"ok"}""")]
    public async Task B8_a_reply_without_a_usable_token_is_typed(string body)
    {
        Kis.OnToken = () => ScriptedKis.Json(200, body);
        Assert.Equal("tokenP", (await FailAsync(HantooError.UnexpectedReply)).TrId);
        Assert.Single(Kis.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"schema\":1,\"account\":\"kis")]
    [InlineData("{\"schema\":2,\"account\":\"$name\",\"asked\":\"2026-11-16T00:00:00Z\",\"token\":\"x1\",\"expires\":\"2026-11-17T00:00:00Z\"}")]
    [InlineData("{\"schema\":1,\"account\":\"kis-production-other\",\"asked\":\"2026-11-16T00:00:00Z\",\"token\":\"x1\",\"expires\":\"2026-11-17T00:00:00Z\"}")]
    [InlineData("{\"schema\":1,\"account\":\"$name\",\"asked\":\"2026-11-15T00:00:00Z\",\"token\":\"x1\",\"expires\":\"2026-11-16T00:00:00Z\"}")]
    [InlineData("[1,2]")]
    public async Task B9_torn_foreign_other_and_expired_content_is_ignored_and_replaced(string content)
    {
        var cache = new WatchedCache { OnRead = name => Encoding.UTF8.GetBytes(content.Replace("$name", name, StringComparison.Ordinal)) };
        await Clock.RunAsync(() => AskAsync(Client(cache: cache)));
        Assert.Equal(1, Kis.Issued);
        Assert.Contains("\"token\"", cache.Last, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B11_after_a_crash_between_issue_and_save_the_next_start_waits()
    {
        var cache = new WatchedCache { OnWrite = text => { if (text.Contains("\"token\"", StringComparison.Ordinal)) throw new InvalidOperationException("killed"); } };
        await Assert.ThrowsAsync<InvalidOperationException>(() => Clock.RunAsync(() => AskAsync(Client(cache: cache, clock: new ProcessClock(Clock)))));
        cache.OnWrite = null;
        Clock.Advance(TimeSpan.FromSeconds(20));
        await Clock.RunAsync(() => AskAsync(Client(cache: cache, clock: new ProcessClock(Clock))));
        Assert.Equal((2, 2), (Kis.Issued, Kis.TokenRequests.Count()));
        RequireMinutesBetween(Kis.TokenRequests);
        Assert.True(Lines.Has(303));
    }

    [Fact]
    public async Task B12_P14_processes_that_start_together_share_one_token()
    {
        var cache = new InMemoryTokenCache();
        await Clock.RunAsync(() => Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AskAsync(Client(cache: cache, clock: new ProcessClock(Clock))))));
        Assert.Equal((1, 4), (Kis.Issued, Kis.DataRequests));
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(10)]
    public async Task B13_a_host_clock_ten_minutes_off_neither_renews_early_nor_uses_late(int minutes)
    {
        var client = Client(clock: new ProcessClock(Clock, TimeSpan.FromMinutes(minutes)));
        await Clock.RunAsync(() => AskAsync(client));
        Clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(11));
        await Clock.RunAsync(() => AskAsync(client));
        Assert.Equal(1, Kis.Issued);
        Clock.Advance(TimeSpan.FromMinutes(2));
        await Clock.RunAsync(() => AskAsync(client));
        Assert.Equal(2, Kis.Issued);
    }

    [Fact]
    public async Task P14_an_issue_of_unknown_outcome_counts_as_one_and_a_refused_connection_does_not()
    {
        Kis.Faults.Next(HttpFault.ConnectionRefused()).Next(HttpFault.ResetMidBody(5)).Next(HttpFault.Status(502));
        await AskAsync();
        var instants = Kis.TokenRequests.Select(request => request.Instant).ToList();
        Assert.Equal(4, instants.Count);
        Assert.True(instants[1] - instants[0] < TimeSpan.FromSeconds(5));
        RequireMinutesBetween(Kis.TokenRequests.Skip(1));
    }

    [Fact]
    public async Task F4_a_waiter_who_cancels_leaves_the_others_their_token()
    {
        Kis.Faults.Next(HttpFault.Delay(TimeSpan.FromSeconds(2)));
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(1), Clock);
        var client = Client();
        await Clock.RunAsync(async () =>
        {
            var first = AskAsync(client, cancellation.Token);
            var second = AskAsync(client);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
            await second;
        });
        Assert.Equal(1, Kis.Issued);
    }

    private static void RequireMinutesBetween(IEnumerable<RecordedRequest> requests)
    {
        var instants = requests.Select(request => request.Instant).ToList();
        Assert.All(instants.Zip(instants.Skip(1)), pair => Assert.True(pair.Second - pair.First >= Minute, $"{pair.First:O}, {pair.Second:O}"));
    }

    private sealed class WatchedCache : ITokenCache
    {
        public Func<string, byte[]>? OnRead { get; set; }

        public Action<string>? OnWrite { get; set; }

        public string Last { get; private set; } = "";

        public ValueTask<ReadOnlyMemory<byte>> ReadAsync(string name, CancellationToken cancellationToken = default) =>
            new(OnRead?.Invoke(name) ?? Encoding.UTF8.GetBytes(Last));

        public ValueTask WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
        {
            var text = Encoding.UTF8.GetString(content.Span);
            OnWrite?.Invoke(text);
            Last = text;
            return default;
        }
    }
}
