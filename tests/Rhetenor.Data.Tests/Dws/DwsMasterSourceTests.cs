using System.Net;

namespace Rhetenor.Data.Tests.Dws;

/// <summary>DWS in process, on a virtual clock: what is retried, what is refused, and how it is reported.</summary>
public sealed class DwsMasterSourceTests
{
    private readonly VirtualClock _clock = VirtualClock.AtKorea(Samples.Monday, new TimeOnly(9, 0));
    private readonly SimulatedDws _dws;

    public DwsMasterSourceTests() => _dws = new SimulatedDws(new SimulatedDwsOptions { KospiRecords = 50 }, _clock);

    [Fact]
    public async Task The_newest_file_comes_as_it_is()
    {
        var archive = await FetchAsync();
        Assert.Equal(50, MstParser.Parse(MasterZip.Open(archive, 1 << 20).Mst, HantooMstSpec.Kospi).Count);
        Assert.Equal("https://new.real.download.dws.co.kr/common/master/kospi_code.mst.zip", Assert.Single(_dws.Requests).Uri.AbsoluteUri);
        Assert.Equal(KoreaTime.At(Samples.Monday, new TimeOnly(8, 45)), archive.LastModified);
    }

    [Fact]
    public async Task A1_refused_and_unresolved_connections_are_retried_then_typed()
    {
        _dws.Faults.Next(HttpFault.ConnectionRefused()).Next(HttpFault.DnsFailure());
        Assert.Equal(50, CountOf(await FetchAsync()));
        Assert.Equal(3, _dws.Requests.Count);

        _dws.Faults.Always(HttpFault.DnsFailure());
        await FailAsync(isTransient: true, "the connection to new.real.download.dws.co.kr failed");
        Assert.Equal(3 + 5, _dws.Requests.Count);
    }

    [Fact]
    public async Task A2_an_untrusted_certificate_is_final()
    {
        _dws.Faults.Next(HttpFault.UntrustedCertificate());
        await FailAsync(isTransient: false, "no trusted TLS connection");
        Assert.Single(_dws.Requests);
    }

    [Fact]
    public async Task A3_silence_before_the_headers_ends_at_the_deadline_and_is_retried()
    {
        _dws.Faults.Next(HttpFault.Hang());
        var began = _clock.GetUtcNow();
        Assert.Equal(50, CountOf(await FetchAsync()));
        Assert.True(_clock.GetUtcNow() - began >= TimeSpan.FromSeconds(60));

        _dws.Faults.Always(HttpFault.Hang());
        await FailAsync(isTransient: true, "no complete answer within 60 s");
    }

    [Fact]
    public async Task A4_a_body_that_drips_ends_at_the_same_deadline()
    {
        _dws.Faults.Always(HttpFault.SlowDrip(16, TimeSpan.FromSeconds(1)));
        var began = _clock.GetUtcNow();
        await FailAsync(isTransient: true, "no complete answer within 60 s");
        Assert.Equal(5, _dws.Requests.Count);

        // Five attempts of 60 s, and the waits between them: bytes that keep arriving do not put the deadline off.
        Assert.InRange((_clock.GetUtcNow() - began).TotalSeconds, 300, 300 + 8);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(403)]
    public async Task A5_a_client_error_is_final(int status)
    {
        _dws.Faults.Always(HttpFault.Status(status));
        Assert.Equal((HttpStatusCode?)status, (await FailAsync(isTransient: false, $"answered {status}")).StatusCode);
        Assert.Single(_dws.Requests);
    }

    [Fact]
    public async Task A6_server_errors_are_retried()
    {
        _dws.Faults.Next(HttpFault.Status(500)).Next(HttpFault.Status(502)).Next(HttpFault.Status(503));
        Assert.Equal(50, CountOf(await FetchAsync()));
        Assert.Empty(_dws.Faults.Remaining);
        Assert.Equal(4, _dws.Requests.Count);
    }

    [Theory]
    [InlineData(429, 12, 12)]
    [InlineData(503, 3_600, 20)]
    public async Task A7_retry_after_is_honoured_and_capped(int status, int asked, int waited)
    {
        _dws.Faults.Next(HttpFault.Status(status, TimeSpan.FromSeconds(asked)));
        await FetchAsync();
        Assert.Equal(TimeSpan.FromSeconds(waited), _dws.Requests[1].Instant - _dws.Requests[0].Instant);
    }

    [Fact]
    public async Task A8_html_with_status_200_is_no_zip_and_is_not_quoted()
    {
        _dws.Faults.Always(HttpFault.Html200());
        var exception = await FailAsync(isTransient: false, "(text/html) does not start as a ZIP file does");
        Assert.DoesNotContain("maintenance", exception.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A9_a_body_shorter_than_announced_is_retried_then_typed()
    {
        _dws.Faults.Next(HttpFault.ShortBody(1_000));
        Assert.Equal(50, CountOf(await FetchAsync()));

        _dws.Faults.Always(HttpFault.ShortBody(1_000));
        await FailAsync(isTransient: true, "the body ended after");
    }

    [Fact]
    public async Task A10_an_endless_body_ends_at_the_byte_cap()
    {
        _dws.Faults.Always(HttpFault.EndlessBody());
        await FailAsync(isTransient: false, "at most 100000 bytes are accepted; more arrived", new DwsOptions { MaxBytes = 100_000 });
        Assert.Single(_dws.Requests);
    }

    [Fact]
    public Task A10_an_announced_length_beyond_the_cap_is_not_even_read() =>
        FailAsync(isTransient: false, "are announced", new DwsOptions { MaxBytes = 100 });

    [Theory]
    [InlineData("https://evil.example/common/master/kospi_code.mst.zip")]
    [InlineData("http://new.real.download.dws.co.kr/common/master/kospi_code.mst.zip")]
    [InlineData("https://new.real.download.dws.co.kr:8443/common/master/kospi_code.mst.zip")]
    public async Task A11_L10_a_redirect_to_another_host_or_to_http_is_refused(string target)
    {
        _dws.Faults.Always(HttpFault.RedirectTo(new Uri(target)));
        await FailAsync(isTransient: false, "only the same host over https is followed");
        Assert.Single(_dws.Requests);
    }

    [Fact]
    public async Task A11_a_redirect_within_the_host_is_followed_a_few_times()
    {
        _dws.Faults.Next(HttpFault.RedirectTo(new Uri("/common/master/kospi_code.mst.zip?again", UriKind.Relative)));
        Assert.Equal(50, CountOf(await FetchAsync()));

        _dws.Faults.Always(HttpFault.RedirectTo(new Uri("/elsewhere", UriKind.Relative)));
        await FailAsync(isTransient: false, "redirects more than 3 times");
        Assert.Equal(2 + 4, _dws.Requests.Count);
    }

    [Fact]
    public async Task A11_L10_a_client_that_follows_redirects_by_itself_is_found_out()
    {
        var transport = new Elsewhere(_dws, new Uri("https://evil.example/kospi_code.mst.zip"));
        var exception = await Assert.ThrowsAsync<MasterSourceException>(() => new DwsMasterSource(transport, timeProvider: _clock).FetchAsync(Market.Kospi));
        Assert.Contains("the client followed a redirect", exception.Message, StringComparison.Ordinal);
        Assert.False(exception.IsTransient);
    }

    [Fact]
    public async Task A14_a_reset_inside_the_body_starts_again_from_the_first_byte()
    {
        _dws.Faults.Next(HttpFault.ResetMidBody(2_000));
        Assert.Equal(50, CountOf(await FetchAsync()));
        Assert.Equal(2, _dws.Requests.Count);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("x-unknown")]
    public async Task A15_an_encoding_nobody_asked_for_is_typed(string encoding)
    {
        _dws.Faults.Always(HttpFault.ContentEncoding(encoding));
        await FailAsync(isTransient: false, $"the body is encoded as '{encoding}'");
    }

    [Fact]
    public async Task Cancellation_is_not_a_failure_of_dws()
    {
        _dws.Faults.Always(HttpFault.Hang());
        using var cancellation = new CancellationTokenSource();
        var fetching = Source().FetchAsync(Market.Kospi, cancellation.Token);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
        Assert.Single(_dws.Requests);
    }

    [Fact]
    public async Task F4_cancellation_between_two_attempts_is_a_cancellation()
    {
        using var cancellation = new CancellationTokenSource();
        var transport = new CancelsAfterwards(_dws, cancellation);
        _dws.Faults.Always(HttpFault.Status(500));
        var fetching = new DwsMasterSource(transport, timeProvider: _clock).FetchAsync(Market.Kospi, cancellation.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
    }

    [Theory]
    [InlineData("http://dws.example/common/master/")]
    [InlineData("ftp://dws.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:password@dws.example/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://[fe80::1]/")]
    [InlineData("http://127.0.0.1:8080/")]
    [InlineData("relative/", UriKind.Relative)]
    public void L11_addresses_that_are_not_allowed_are_refused(string address, UriKind kind = UriKind.Absolute)
    {
        var exception = Assert.Throws<ArgumentException>(() => new DwsMasterSource(_dws, new DwsOptions { BaseAddress = new Uri(address, kind) }));
        Assert.DoesNotContain("password@", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void L11_loopback_http_needs_an_explicit_word() =>
        _ = new DwsMasterSource(_dws, new DwsOptions { BaseAddress = new Uri("http://127.0.0.1:8080/"), AllowLoopbackHttp = true });

    [Fact]
    public async Task The_jitter_of_the_waits_follows_its_seed()
    {
        var waits = new List<TimeSpan>();
        for (var run = 0; run < 2; run++)
        {
            var clock = VirtualClock.AtKorea(Samples.Monday, new TimeOnly(9, 0));
            var dws = new SimulatedDws(new SimulatedDwsOptions { KospiRecords = 50 }, clock);
            dws.Faults.Next(HttpFault.Status(500), times: 4);
            await clock.RunAsync(() => new DwsMasterSource(dws, new DwsOptions { Retry = new RetryOptions { JitterSeed = 5 } }, clock).FetchAsync(Market.Kospi));
            waits.Add(dws.Requests[^1].Instant - dws.Requests[0].Instant);
        }

        Assert.Equal(waits[0], waits[1]);
        Assert.InRange(waits[0], TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(0.5 + 1 + 2 + 4));
    }

    private DwsMasterSource Source(DwsOptions? options = null) => new(_dws, options, _clock);

    private Task<MasterZipFile> FetchAsync() => _clock.RunAsync(() => Source().FetchAsync(Market.Kospi));

    private async Task<MasterSourceException> FailAsync(bool isTransient, string message, DwsOptions? options = null)
    {
        var exception = await Assert.ThrowsAsync<MasterSourceException>(() => _clock.RunAsync(() => Source(options).FetchAsync(Market.Kospi)));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal((Market.Kospi, isTransient), (exception.Market, exception.IsTransient));
        return exception;
    }

    private static int CountOf(MasterZipFile archive) => MstParser.Parse(MasterZip.Open(archive, 1 << 20).Mst, HantooMstSpec.Kospi).Count;

    private sealed class CancelsAfterwards(IHttpTransport inner, CancellationTokenSource cancellation) : IHttpTransport
    {
        public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
        {
            var response = await inner.SendAsync(request, cancellationToken);
            await cancellation.CancelAsync();
            return response;
        }
    }

    private sealed class Elsewhere(IHttpTransport inner, Uri end) : IHttpTransport
    {
        public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default)
        {
            var response = await inner.SendAsync(request, cancellationToken);
            response.RequestMessage = new HttpRequestMessage(HttpMethod.Get, end);
            return response;
        }
    }
}
