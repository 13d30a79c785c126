using System.Text;
using static Rhetenor.Data.Tests.Ticks.TickFrames;
using static Rhetenor.Data.Tests.Ticks.TickWorld;

namespace Rhetenor.Data.Tests.Ticks;

/// <summary>Limits, keys and addresses of ticks.</summary>
public sealed class TickMisuseTests
{
    private static readonly string[] Many = [.. Enumerable.Range(100_000, 42).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    [Fact]
    public async Task N36_a_42nd_symbol_is_refused_before_anything_is_sent()
    {
        var world = new TickWorld();
        var refusal = Assert.Throws<HantooException>(() => world.Feed(Many));
        Assert.Equal(HantooError.RegistrationLimit, refusal.Error);
        Assert.Equal("100041 was not registered for ticks: 41 symbols are registered, and KIS accepts no more for one app key.", refusal.Message);
        var feed = world.Feed(Many[..41]);
        Assert.Equal(HantooError.RegistrationLimit, (await Assert.ThrowsAsync<HantooException>(() => feed.SubscribeAsync(Many[41]))).Error);
        await feed.SubscribeAsync(Many[0]);
        await feed.UnsubscribeAsync(Many[0]);
        await feed.SubscribeAsync(Many[41]);
        Assert.Equal(41, feed.Symbols.Count);
        Assert.Empty(world.Kis.Requests);
        Assert.Equal(0, world.Server.Attempts);
        var script = new ScriptedTicks(world.Clock);
        await world.ReadAsync(world.Feed(Many[..41], Still, script), At("08:59:00"), async item =>
        {
            if (item.Symbol == Many[40])
                await Assert.ThrowsAsync<HantooException>(() => world.Feed(Many[..41]).SubscribeAsync(Many[41]));
        });
        Assert.Equal(41, script.Sent.Count);
    }

    [Fact]
    public async Task N37_a_second_reading_with_one_app_key_is_refused_until_the_first_has_ended()
    {
        var world = new TickWorld();
        var (first, second) = (world.Feed(["005930"]), world.Feed(["000660"], Set(Venue.Nextrade)));
        HantooException? refusal = null;
        await world.ReadAsync(first, At("09:01:00"), async item =>
        {
            if (item.Kind == TickFeedKind.Subscribed)
                refusal = await Assert.ThrowsAsync<HantooException>(async () => await second.ReadAsync().GetAsyncEnumerator().MoveNextAsync());
        });
        Assert.Equal(HantooError.RegistrationLimit, refusal!.Error);
        Assert.Equal("Another feed with the same app key is read in this process, and KIS allows one connection for an app key.", refusal.Message);
        Assert.Equal(1, world.Server.Attempts);
        Assert.NotEmpty(await world.ReadAsync(second, At("09:05:00")));
    }

    [Fact]
    public async Task N38_an_approval_key_that_KIS_refuses_is_renewed_and_the_third_refusal_is_a_typed_error()
    {
        var world = new TickWorld();
        var feed = world.Feed(["005930"]);
        await world.ReadAsync(feed, At("08:59:00"));
        world.Kis.ExpireApprovals();
        var items = await world.ReadAsync(feed, At("09:05:00"));
        Assert.Equal(["Disconnected: KIS refused the approval key: OPSP0011 'invalid approval : NOT FOUND'", "Subscribed 005930 OPSP0000"], items.Take(2).Select(item => item.ToString()));
        Assert.Equal(2, world.Kis.Calls.Count(call => call.Path == "/oauth2/Approval"));
        Assert.Single(world.Lines.Of(321));

        var script = new ScriptedTicks(world.Clock) { Answers = symbol => [ScriptedTicks.Answer(symbol, "OPSP0011", "invalid approval : NOT FOUND")] };
        var exception = await Assert.ThrowsAsync<HantooException>(() => world.ReadAsync(world.Feed(["005930"], Still, script), At("10:00:00")));
        Assert.Equal((HantooError.TokenRejected, "OPSP0011", 3), (exception.Error, exception.Code, script.Attempts.Count));
    }

    [Fact]
    public async Task N39_a_key_that_another_connection_uses_is_tried_again_after_growing_waits()
    {
        var world = new TickWorld();
        var script = new ScriptedTicks(world.Clock);
        script.Answers = symbol => [script.Attempts.Count < 5 ? ScriptedTicks.Answer(symbol, "OPSP8996", "ALREADY IN USE appkey") : ScriptedTicks.Answer(symbol, "OPSP0000", "SUBSCRIBE SUCCESS")];
        var items = await world.ReadAsync(world.Feed(["005930"], Still, script), At("09:30:00"));
        Assert.Equal(4, items.Count(item => item.ToString() == "Disconnected: KIS says that another connection uses the app key: OPSP8996 'ALREADY IN USE appkey'"));
        Assert.Single(items, item => item.Kind == TickFeedKind.Subscribed);
    }

    [Fact]
    public async Task N40_wrong_credentials_end_the_reading_before_a_connection()
    {
        var world = new TickWorld();
        var exception = await Assert.ThrowsAsync<HantooException>(() => world.ReadAsync(world.Feed(client: world.Client(secret: "wrong")), At("09:30:00")));
        Assert.Equal((HantooError.Credentials, "EGW00105", "Approval"), (exception.Error, exception.Code, exception.TrId));
        Assert.Equal(0, world.Server.Attempts);
        Assert.Equal(1, world.Kis.Calls.Count(call => call.Path == "/oauth2/Approval"));

        // A server that is down for a while is another matter.
        world.Kis.Faults.OnPath("Approval", HttpFault.Status(503), times: 7);
        Assert.Contains(await world.ReadAsync("09:30:00"), item => item.Kind == TickFeedKind.Tick);
    }

    [Theory]
    [InlineData("{\"message\":\"no key\"}")]
    [InlineData("{\"approval_key\":\"\"}")]
    [InlineData("{\"approval_key\":\"a b\"}")]
    public async Task N40_an_answer_without_an_approval_key_is_tried_again_later(string body)
    {
        var world = new TickWorld();
        var transport = new FirstAnswers(world.Kis, body, 2);
        var client = new HantooClient(new HantooCredentials(world.Kis.Options.AppKey, world.Kis.Options.AppSecret), transport, timeProvider: world.Clock);
        var items = await world.ReadAsync(world.Feed(client: client), At("09:05:00"));
        Assert.Equal(2, items.Count(item => item.Kind == TickFeedKind.Disconnected && item.Reason!.StartsWith("KIS Approval failed (UnexpectedReply, 1 attempt)", StringComparison.Ordinal)));
        Assert.Contains(items, item => item.Kind == TickFeedKind.Tick);
    }

    [Fact]
    public async Task N41_no_log_item_exception_or_text_has_a_key_even_when_KIS_quotes_it()
    {
        var world = new TickWorld();
        var (script, shown) = (new ScriptedTicks(world.Clock), new List<string>());
        string? key = null;
        script.Answers = symbol =>
        {
            key = script.Sent[^1].Split("\"approval_key\":\"")[1].Split('"')[0];
            return script.Attempts.Count switch
            {
                1 => [ScriptedTicks.Answer(symbol, "OPSP8992", $"bad {key} of {world.Kis.Options.AppKey}"), ScriptedTicks.Answer(key, "OPSP8992", key)],
                2 => [ScriptedTicks.Answer(symbol, key, $"{world.Kis.Options.AppSecret}"), $"0|H0STCNT0|001|{key}", $"{{\"{key}\":", $"{key}|{key}|{key}|{key}"],
                _ => [ScriptedTicks.Answer(symbol, "OPSP0011", key)],
            };
        };
        var feed = world.Feed(["005930"], Still, script);
        var exception = await Assert.ThrowsAsync<HantooException>(() => world.ReadAsync(feed, At("09:30:00"), item =>
        {
            shown.Add($"{item} {item.Reason} {item.Code} {item.Symbol} {item.Tick}");
            if (script.Attempts.Count <= 2 && item.Kind is TickFeedKind.Refused or TickFeedKind.Unreadable)
                script.Lose();
            return Task.CompletedTask;
        }));
        shown.Add(exception.ToString());
        shown.Add($"{exception.Code} {exception.MessageText}");
        shown.Add($"{feed} {feed.Symbols} {world.Client()} {new ApprovalKey("canarykey", default)}");
        Assert.StartsWith("simulated-approval-", key, StringComparison.Ordinal);
        Assert.Contains(shown, text => text.Contains("***", StringComparison.Ordinal));
        string[] canaries = ["simulated-approval", "canary", world.Kis.Options.AppKey, "simulatedsimulated", "iv"];
        Assert.All(shown.Concat(world.Lines.All), text => Assert.All(canaries[..4], canary => Assert.DoesNotContain(canary, text, StringComparison.Ordinal)));
        Assert.Contains(world.Lines.Of(320), line => line.Contains("KIS issued an approval key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task N42_paper_trading_has_ticks_of_KRX_only_at_an_address_of_its_own()
    {
        var world = new TickWorld();
        var paper = world.Client(HantooEnvironment.Paper);
        foreach (var venue in (Venue[])[Venue.Nextrade, Venue.Unified])
            Assert.Equal(HantooError.NotPermitted, (await Assert.ThrowsAsync<HantooException>(() => world.ReadAsync(world.Feed(options: Set(venue), client: paper), At("09:30:00")))).Error);
        Assert.Equal(0, world.Server.Attempts);
        Assert.NotEmpty(await world.ReadAsync(world.Feed(client: paper), At("09:05:00")));
        Assert.Equal("ws://ops.koreainvestment.com:31000/tryitout", new HantooTickOptions().AddressOf(HantooEnvironment.Paper).AbsoluteUri);
        Assert.Equal("ws://ops.koreainvestment.com:21000/tryitout", new HantooTickOptions().AddressOf(HantooEnvironment.Production).AbsoluteUri);
    }

    [Theory]
    [InlineData("ws://example.com/", true)]
    [InlineData("http://127.0.0.1/", true)]
    [InlineData("ws://127.0.0.1/", false)]
    [InlineData("wss://user:word@example.com/", true)]
    [InlineData("wss://169.254.1.1/", true)]
    [InlineData("/tryitout", true)]
    public void N43_another_address_than_KIS_s_own_must_be_encrypted_or_loopback(string address, bool allow)
    {
        var refusal = Assert.Throws<ArgumentException>(() => new TickWorld().Feed(options: new() { Address = new Uri(address, UriKind.RelativeOrAbsolute), AllowLoopbackWs = allow }));
        Assert.Contains("must be", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("Address", refusal.ParamName);
    }

    [Theory]
    [InlineData("A005930")]
    [InlineData("")]
    [InlineData("00593")]
    public async Task N43_a_short_code_that_is_not_valid_is_refused_before_anything_is_sent(string symbol)
    {
        var world = new TickWorld();
        Assert.Throws<ArgumentException>(() => world.Feed([symbol]));
        await Assert.ThrowsAsync<ArgumentException>(() => world.Feed([]).SubscribeAsync(symbol));
    }

    [Fact]
    public void A_feed_and_its_items_have_texts()
    {
        Assert.Equal("HantooTickFeed, UN, 3 symbols", new TickWorld().Feed(options: Set(Venue.Unified)).ToString());
        var tick = TickFrame.Read(Encoding.UTF8.GetBytes(Frame(Record())), At("09:00:06").DateTime).Ticks[0];
        Assert.Equal("Tick 005930 2026-11-20 09:00:05 313500 × 10 buy, acc_vol 10", new TickFeedItem { Kind = TickFeedKind.Tick, Known = At("09:00"), Tick = tick }.ToString());
    }

    private sealed class FirstAnswers(SimulatedKis kis, string body, int count) : IHttpTransport
    {
        private int _left = count;

        public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default) =>
            _left-- > 0 ? Task.FromResult(new HttpResponseMessage { Content = new StringContent(body) }) : kis.SendAsync(request, cancellationToken);
    }
}
