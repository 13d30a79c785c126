namespace Rhetenor.Data.Tests.Dws;

/// <summary>The same faults as real sockets show them, through the library's own client.</summary>
public sealed class DwsOnTheWireTests
{
    private readonly SimulatedDws _dws = new(
        new SimulatedDwsOptions { KospiRecords = 300 }, VirtualClock.AtKorea(Samples.Monday, new TimeOnly(9, 0)));

    [Fact]
    public async Task A_whole_file_arrives()
    {
        await using var server = LoopbackServer.Start(_dws);
        var archive = await Source(server).FetchAsync(Market.Kospi);
        Assert.Equal(300, MstParser.Parse(MasterZip.Open(archive, 1 << 20).Mst, HantooMstSpec.Kospi).Count);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(40)] // expired in 2010
    public async Task A2_an_untrusted_or_expired_certificate_is_refused_at_once(int years)
    {
        using var certificate = LoopbackCertificate.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(years));
        await using var server = LoopbackServer.Start(_dws, new LoopbackServerOptions { Certificate = certificate });
        var exception = await Assert.ThrowsAsync<MasterSourceException>(() => Source(server).FetchAsync(Market.Kospi));
        Assert.Contains("no trusted TLS connection", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsTransient);
        Assert.Empty(_dws.Requests);
    }

    [Fact]
    public async Task A3_A4_a_server_that_falls_silent_ends_at_the_deadline()
    {
        await using var server = LoopbackServer.Start(_dws);
        foreach (var fault in (HttpFault[])[HttpFault.Hang(), HttpFault.HangMidBody(500)])
        {
            var clock = VirtualClock.AtKorea(Samples.Monday, new TimeOnly(9, 0));
            _dws.Faults.Next(fault);
            var fetching = Source(server, clock).FetchAsync(Market.Kospi);
            while (_dws.Faults.Remaining.Count > 0)
                await Task.Yield();
            clock.Advance(TimeSpan.FromSeconds(60));
            Assert.Contains("no complete answer within 60 s", (await Assert.ThrowsAsync<MasterSourceException>(() => fetching)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("short", true, "the body ended after 5000 bytes")]
    [InlineData("reset", true, "the connection to 127.0.0.1 failed")]
    [InlineData("endless", false, "bytes are accepted; more arrived")]
    [InlineData("close", true, "the connection to 127.0.0.1 failed")]
    public async Task A9_A10_A14_broken_bodies_are_told_apart(string kind, bool isTransient, string expected)
    {
        await using var server = LoopbackServer.Start(_dws);
        _dws.Faults.Always(kind switch
        {
            "short" => HttpFault.ShortBody(5_000),
            "reset" => HttpFault.ResetMidBody(5_000),
            "endless" => HttpFault.EndlessBody(),
            _ => HttpFault.CloseBeforeHeaders(),
        });
        var exception = await Assert.ThrowsAsync<MasterSourceException>(() => Source(server).FetchAsync(Market.Kospi));
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Equal(isTransient, exception.IsTransient);
    }

    [Fact]
    public async Task A14_a_reset_body_is_fetched_again_whole()
    {
        await using var server = LoopbackServer.Start(_dws);
        _dws.Faults.Next(HttpFault.ResetMidBody(5_000));
        var retry = new RetryOptions { BaseDelay = TimeSpan.Zero };
        var archive = await Source(server, retry: retry).FetchAsync(Market.Kospi);
        Assert.Equal(300, MstParser.Parse(MasterZip.Open(archive, 1 << 20).Mst, HantooMstSpec.Kospi).Count);
    }

    [Fact]
    public async Task A15_the_library_s_client_decompresses_nothing_that_was_not_asked_for()
    {
        await using var server = LoopbackServer.Start(_dws);
        _dws.Faults.Always(HttpFault.ContentEncoding("gzip"));
        var exception = await Assert.ThrowsAsync<MasterSourceException>(() => Source(server).FetchAsync(Market.Kospi));
        Assert.Contains("the body is encoded as 'gzip'", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsTransient);
    }

    [Fact]
    public async Task A11_the_library_s_client_follows_no_redirect_by_itself()
    {
        await using var server = LoopbackServer.Start(_dws);
        await using var other = LoopbackServer.Start(_dws);
        _dws.Faults.Next(HttpFault.RedirectTo(new Uri(other.BaseAddress, "common/master/kospi_code.mst.zip")));
        var exception = await Assert.ThrowsAsync<MasterSourceException>(() => Source(server).FetchAsync(Market.Kospi));
        Assert.Contains("only the same host over http is followed", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsTransient);
        Assert.Single(_dws.Requests);
    }

    [Fact]
    public async Task L12_oversized_headers_are_refused()
    {
        await using var server = LoopbackServer.Start(new HugeHeader());
        var exception = await Assert.ThrowsAsync<MasterSourceException>(() => Source(server).FetchAsync(Market.Kospi));
        Assert.Contains("the connection to 127.0.0.1 failed", exception.Message, StringComparison.Ordinal);
        Assert.True(exception.IsTransient);
    }

    [Fact]
    public async Task F5_a_transport_may_be_disposed_before_its_use_during_a_request_and_twice()
    {
        await using var server = LoopbackServer.Start(_dws);
        var transport = new HttpClientTransport();
        transport.Dispose();
        transport.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Source(server, transport: transport).FetchAsync(Market.Kospi));

        transport = new HttpClientTransport();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _dws.Faults.When(_ => asked.TrySetResult() || true, HttpFault.Hang());
        var fetching = Source(server, transport: transport).FetchAsync(Market.Kospi);
        await asked.Task;
        transport.Dispose();
        var exception = await Assert.ThrowsAsync<MasterSourceException>(() => fetching);
        Assert.Contains("the client gave up waiting", exception.Message, StringComparison.Ordinal);
        transport.Dispose();
    }

    private static DwsMasterSource Source(LoopbackServer server, TimeProvider? clock = null, RetryOptions? retry = null, HttpClientTransport? transport = null) => new(
        transport ?? new HttpClientTransport(),
        new DwsOptions
        {
            BaseAddress = new Uri(server.BaseAddress, "common/master/"),
            AllowLoopbackHttp = true,
            Retry = retry ?? new RetryOptions { MaxAttempts = 1 },
        },
        clock);

    private sealed class HugeHeader : IHttpTransport
    {
        public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
        {
            var response = new HttpResponseMessage { Content = new ByteArrayContent([]) };
            response.Headers.TryAddWithoutValidation("X-Padding", new string('x', 2 << 20));
            return Task.FromResult(response);
        }
    }
}
