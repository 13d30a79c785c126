using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Reflection;
using System.Text.Json;

namespace Rhetenor.Data.Tests.Hantoo;

public sealed class HantooSecretsTests : KisTests
{
    [Fact]
    public async Task L1_L2_P18_a_server_that_quotes_every_secret_puts_none_into_logs_and_exceptions()
    {
        var quote = $"{Canaries[0]} {Canaries[1]} {ScriptedKis.Token}1";
        SimulatedReply[] replies =
        [
            ScriptedKis.Error(200, "OPSQ2001", quote), ScriptedKis.Error(500, "EGW00203", quote), ScriptedKis.Error(500, "EGW00201", quote),
            ScriptedKis.Error(403, "EGW00304", quote), ScriptedKis.Json(200, $"<p>{quote}"), ScriptedKis.Json(502, quote), ScriptedKis.Json(200, $"{{\"{quote}\":"),
            ScriptedKis.Json(200, "{}").WithHeader("Content-Encoding", Canaries[0]),
        ];
        var client = Client();
        foreach (var reply in replies)
        {
            Kis.Always = reply;
            var exception = await Assert.ThrowsAsync<HantooException>(() => Clock.RunAsync(() => AskAsync(client)));
            Shown.Add($"{exception} {exception.MessageText}");
        }

        Assert.True(Lines.Lines.Count > 10);
        Assert.Contains(Shown, text => text.Contains("***", StringComparison.Ordinal));
    }

    // KIS's messages are shortened to 200 characters and its codes to 20.
    [Theory]
    [InlineData(0)]
    [InlineData(160)]
    [InlineData(185)]
    public async Task L1_L2_a_secret_that_a_shortened_message_cuts_is_removed_too(int before)
    {
        Kis.Always = ScriptedKis.Error(403, before == 0 ? Canaries[1] : "EGW00304", new string('x', before) + Canaries[1] + Canaries[0]);
        var exception = await Assert.ThrowsAsync<HantooException>(() => Clock.RunAsync(() => AskAsync(Client())));
        Assert.DoesNotContain("CANARY", $"{exception} {exception.Code} {exception.MessageText} {string.Join(' ', Lines.Lines)}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no secret", "no secret")]
    [InlineData("a 0123456789abcdef b", "a *** b")]
    [InlineData("0123456789ab", "***")]
    [InlineData("01234567, 0123456x", "***, 0123456x")]
    public void A_part_that_begins_as_a_secret_does_is_removed(string text, string expected) => Assert.Equal(expected, Secret.RemoveFrom(text, "0123456789abcdef"));

    [Fact]
    public async Task L2_a_transport_whose_exception_quotes_a_secret_loses_it()
    {
        var exception = await FailAsync(HantooError.Unavailable, Client(transport: new Quoting()));
        Assert.Null(exception.InnerException);
    }

    [Fact]
    public void L3_L6_nothing_that_holds_a_secret_prints_or_serializes_it()
    {
        var token = new HantooToken(ScriptedKis.Token, default);
        Shown.AddRange([Credentials.ToString(), token.ToString(), new TokenRecord(default, ScriptedKis.Token, default(DateTimeOffset)).ToString(), JsonSerializer.Serialize(Credentials), Client().ToString()!, new HantooOptions().ToString()]);
        Assert.Empty(typeof(HantooCredentials).GetProperties());

        // A debugger shows the text of a type, unless an attribute names something else of it.
        var displayed = typeof(HantooCredentials).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<DebuggerDisplayAttribute>());
        Assert.All(displayed, display => Assert.DoesNotMatch(@"(?i)\{[^}]*(secret|token|key|body|header|value)", display.Value));
        Assert.Equal(("KIS credentials", "{}"), (Shown[0], Shown[3]));
    }

    [Fact]
    public void Credentials_come_from_the_environment_and_say_what_is_wrong_without_showing_it()
    {
        _ = HantooCredentials.FromEnvironment(name => name == "KIS_APP_KEY" ? "key" : "hidden");
        foreach (var (key, hidden, expected) in ((string?, string?, string)[])[(null, "x", "KIS_APP_KEY is not set"), ("x", "", "KIS_APP_SECRET is not set"), ("x", Canaries[1] + "\n", "KIS_APP_SECRET contains white space"), (new string('x', 2000), "x", "2000 characters")])
        {
            var exception = Assert.ThrowsAny<ArgumentException>(() => HantooCredentials.FromEnvironment(name => name == "KIS_APP_KEY" ? key : hidden));
            Shown.Add(exception.ToString());
            Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task L4_P18_on_the_wire_no_activity_of_any_source_has_a_secret_in_it()
    {
        var tags = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => tags.Enqueue($"{activity.DisplayName} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Baggage)}"),
        };
        ActivitySource.AddActivityListener(listener);
        var kis = new ScriptedKis(TimeProvider.System);
        await using var server = LoopbackServer.Start(kis);
        using var transport = new HttpClientTransport();
        Assert.Equal(2, (await AskAsync(WireClient(server, transport))).Rows.Count);
        Assert.Equal("P", kis.Seen[1].Headers["custtype"]);
        Shown.AddRange(tags);
    }

    [Fact]
    public async Task L10_a_redirect_is_refused_and_no_secret_goes_to_the_other_place()
    {
        var (kis, other) = (new ScriptedKis(TimeProvider.System), new ScriptedKis(TimeProvider.System));
        await using var server = LoopbackServer.Start(kis);
        await using var elsewhere = LoopbackServer.Start(other);
        using var transport = new HttpClientTransport();
        kis.Faults.OnPath(ScriptedKis.Minutes, HttpFault.RedirectTo(elsewhere.BaseAddress));
        var exception = await Assert.ThrowsAsync<HantooException>(() => AskAsync(WireClient(server, transport)));
        Assert.Equal((HantooError.UntrustedServer, 0), (exception.Error, other.Requests.Count));
        Assert.Contains("redirects are not followed", exception.Message, StringComparison.Ordinal);
        Shown.Add(exception.ToString());
    }

    [Fact]
    public async Task L10_a_client_that_follows_redirects_by_itself_is_found_out()
    {
        var kis = new ScriptedKis(TimeProvider.System);
        await using var server = LoopbackServer.Start(kis);
        await using var elsewhere = LoopbackServer.Start(new ScriptedKis(TimeProvider.System));
        using var following = new HttpClient(new HttpClientHandler { AllowAutoRedirect = true });
        kis.Faults.OnPath(ScriptedKis.Minutes, HttpFault.RedirectTo(new Uri(elsewhere.BaseAddress, ScriptedKis.Minutes)));
        var exception = await Assert.ThrowsAsync<HantooException>(() => AskAsync(WireClient(server, new HttpClientTransport(following))));
        Assert.Equal(HantooError.UntrustedServer, exception.Error);
        Assert.Contains("switch automatic redirects off", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task L12_C7_oversized_headers_and_resets_on_the_wire_are_typed()
    {
        var kis = new ScriptedKis(TimeProvider.System) { Always = ScriptedKis.Json(200, ScriptedKis.Page).WithHeader("X-Padding", new string('x', 2 << 20)) };
        await using var server = LoopbackServer.Start(kis);
        using var transport = new HttpClientTransport();
        var client = WireClient(server, transport);
        Assert.Equal(HantooError.Unavailable, (await Assert.ThrowsAsync<HantooException>(() => AskAsync(client))).Error);
        kis.Always = ScriptedKis.Json(200, ScriptedKis.Page);
        kis.Faults.Always(HttpFault.ResetMidBody(100));
        Assert.Equal(HantooError.Unavailable, (await Assert.ThrowsAsync<HantooException>(() => AskAsync(client))).Error);
    }

    private HantooClient WireClient(LoopbackServer server, IHttpTransport transport) => new(
        Credentials, transport, null,
        new HantooOptions { BaseAddress = server.BaseAddress, AllowLoopbackHttp = true, RequestsPerSecond = 1_000, Retry = new RetryOptions { MaxAttempts = 1 } },
        TimeProvider.System, Lines);

    private sealed class Quoting : IHttpTransport
    {
        public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default) =>
            throw new HttpRequestException(HttpRequestError.ConnectionError, request.Content!.ReadAsStringAsync(cancellationToken).Result, null, (HttpStatusCode?)null);
    }
}
