namespace Rhetenor.Data.Tests;

/// <summary>Each fault looks the same to a client in process and over a socket.</summary>
public sealed class HttpFaultTests
{
    private static readonly byte[] Body = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7))];

    public static TheoryData<string, HttpFault, string> Faults => new()
    {
        { "A6 status", HttpFault.Status(503, body: "busy"), "503 Service Unavailable [Content-Length=4" },
        { "A7 retry after", HttpFault.Status(429, TimeSpan.FromSeconds(1.2)), "Retry-After=2" },
        { "A8 html", HttpFault.Html200(), "200 OK [Content-Length=" },
        { "A9 short body", HttpFault.ShortBody(1234), "1234 bytes, then HttpIOException(ResponseEnded)" },
        { "A9 nothing of a body", HttpFault.ShortBody(0), "0 bytes, then HttpIOException(ResponseEnded)" },
        { "A9 short of more than there is", HttpFault.ShortBody(6000), "6000 bytes, then HttpIOException(ResponseEnded)" },
        { "A10 endless body", HttpFault.EndlessBody(), "a body without end" },
        { "A11 redirect", HttpFault.RedirectTo(new Uri("http://other.invalid/x")), "302 Found [Content-Length=0, Location=http://other.invalid/x]" },
        { "A14 reset mid body", HttpFault.ResetMidBody(1234), "bytes, then IOException < SocketException(ConnectionReset)" },
        { "A15 unknown encoding", HttpFault.ContentEncoding("x-none"), "Content-Encoding=x-none, Content-Length=5000" },
        { "A15 gzip", HttpFault.ContentEncoding("gzip"), "Content-Encoding=gzip" },
        { "A15 brotli", HttpFault.ContentEncoding("br"), "Content-Encoding=br" },
        { "G3 truncated body", HttpFault.TruncatedBody(100), "Content-Length=100" },
        { "G4 corrupt body", HttpFault.CorruptBody(123_456_789), "5000 bytes" },
        { "closed before headers", HttpFault.CloseBeforeHeaders(), "no answer: HttpRequestException(ResponseEnded) < HttpIOException(ResponseEnded)" },
        { "reset before headers", HttpFault.ResetBeforeHeaders(), "no answer: HttpRequestException" },
        { "no length", HttpFault.WithoutLength(), "Transfer-Encoding=chunked" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Looks_the_same_in_process_and_over_a_socket(string name, HttpFault fault, string expected)
    {
        var inProcess = await SymptomAsync(overSocket: false);
        Assert.Contains(expected, inProcess, StringComparison.Ordinal);
        Assert.Equal(inProcess, await SymptomAsync(overSocket: true));

        async Task<string> SymptomAsync(bool overSocket)
        {
            var simulator = new Echo(Body);
            simulator.Faults.OnPath("/fault", fault);
            await using var server = LoopbackServer.Start(simulator);
            using var client = new HttpClientTransport();
            IHttpTransport transport = overSocket ? client : simulator;
            // The connection is used before and after: a fault must not be repaired by the client, nor outlive its request.
            var before = await Symptom.OfAsync(transport, new Uri(server.BaseAddress, "/plain"));
            var symptom = await Symptom.OfAsync(transport, new Uri(server.BaseAddress, "/fault"));
            var after = await Symptom.OfAsync(transport, new Uri(server.BaseAddress, "/plain"));
            Assert.True(simulator.Faults.Remaining.Count == 0, name);
            Assert.Equal(before.Replace("X-Number=1", "X-Number=3", StringComparison.Ordinal), after);
            Assert.Equal(3, simulator.Requests.Count);
            return symptom;
        }
    }

    [Theory]
    [InlineData("A1 refused", "no answer: HttpRequestException(ConnectionError) < SocketException(ConnectionRefused)")]
    [InlineData("A1 no name", "no answer: HttpRequestException(NameResolutionError) < SocketException(HostNotFound)")]
    [InlineData("A2 certificate", "no answer: HttpRequestException(SecureConnectionError) < AuthenticationException")]
    public async Task What_a_server_cannot_play_is_played_in_process(string name, string expected)
    {
        var simulator = new Echo(Body);
        simulator.Faults.Next(name switch
        {
            "A1 refused" => HttpFault.ConnectionRefused(),
            "A1 no name" => HttpFault.DnsFailure(),
            _ => HttpFault.UntrustedCertificate(),
        });
        Assert.Equal(expected, await Symptom.OfAsync(simulator, new Uri("https://host.invalid/")));
    }

    [Fact]
    public async Task A1_a_refused_connection_looks_like_a_real_one()
    {
        var server = LoopbackServer.Start(new Echo());
        await server.DisposeAsync();
        using var client = new HttpClientTransport();
        var simulator = new Echo();
        simulator.Faults.Next(HttpFault.ConnectionRefused());
        Assert.Equal(await Symptom.OfAsync(client, server.BaseAddress), await Symptom.OfAsync(simulator, server.BaseAddress));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A3_silence_lasts_until_the_client_gives_up(bool overSocket, bool midBody)
    {
        var simulator = new Echo(Body);
        using var deadline = new CancellationTokenSource();
        var fault = midBody ? HttpFault.HangMidBody(10) : HttpFault.Hang();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        simulator.Faults.When(_ => asked.TrySetResult() || true, fault);
        await using var server = LoopbackServer.Start(simulator);
        using var client = new HttpClientTransport();
        var symptom = Symptom.OfAsync(overSocket ? client : simulator, server.BaseAddress, cancellationToken: deadline.Token);
        await asked.Task;
        Assert.False(symptom.IsCompleted);
        await deadline.CancelAsync();
        // Over a socket, giving up may overtake the headers.
        Assert.Contains("OperationCanceledException", await symptom, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A4_a_slow_body_takes_its_time_on_the_clock()
    {
        var clock = VirtualClock.AtKorea(new DateOnly(2026, 5, 20), new TimeOnly(9, 0));
        var simulator = new Echo(Body, clock);
        simulator.Faults.Next(HttpFault.SlowDrip(100, TimeSpan.FromSeconds(2)));
        var began = clock.GetUtcNow();
        var slow = await clock.RunAsync(() => Symptom.OfAsync(simulator, new Uri("http://host.invalid/")));
        Assert.Equal(TimeSpan.FromSeconds(100), clock.GetUtcNow() - began);
        var quick = await Symptom.OfAsync(simulator, new Uri("http://host.invalid/"));
        Assert.Equal(quick.Replace("X-Number=2", "X-Number=1", StringComparison.Ordinal), slow);
    }

    [Fact]
    public async Task A4_a_slow_body_is_slow_over_a_socket_too()
    {
        var clock = VirtualClock.AtKorea(new DateOnly(2026, 5, 20), new TimeOnly(9, 0));
        var simulator = new Echo(Body, clock);
        simulator.Faults.Next(HttpFault.SlowDrip(1000, TimeSpan.FromSeconds(2))).Next(HttpFault.Delay(TimeSpan.FromSeconds(7)));
        await using var server = LoopbackServer.Start(simulator, timeProvider: clock);
        using var client = new HttpClientTransport();
        foreach (var wait in new[] { 10, 7 })
        {
            var began = clock.GetUtcNow();
            var symptom = Symptom.OfAsync(client, server.BaseAddress);
            while (!symptom.IsCompleted)
            {
                if (clock.NextTimerDue is { } due)
                    clock.AdvanceTo(due);
                await Task.Yield();
            }

            Assert.Contains("5000 bytes", await symptom, StringComparison.Ordinal);
            Assert.Equal(TimeSpan.FromSeconds(wait), clock.GetUtcNow() - began);
        }
    }
}
