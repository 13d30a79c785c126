using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Rhetenor.Data.Tests;

public sealed class LoopbackServerTests
{
    [Fact]
    public async Task Serves_many_requests_over_one_connection()
    {
        await using var server = LoopbackServer.Start(new Echo());
        using var client = new HttpClient { BaseAddress = server.BaseAddress };
        for (var i = 0; i < 20; i++)
            Assert.Equal($"GET /path?x={i} ", await client.GetStringAsync(new Uri($"/path?x={i}", UriKind.Relative)));
        Assert.Equal(1, server.OpenConnections);
    }

    [Fact]
    public async Task Takes_bodies()
    {
        await using var server = LoopbackServer.Start(new Echo());
        using var client = new HttpClient { BaseAddress = server.BaseAddress };
        var text = new string('a', 100_000);
        using var answer = await client.PostAsync(new Uri("/token", UriKind.Relative), new StringContent(text));
        Assert.Equal("POST /token " + text, await answer.Content.ReadAsStringAsync());
        using var head = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/x"));
        Assert.Equal(8, head.Content.Headers.ContentLength);
        Assert.Equal("GET /after ", await client.GetStringAsync(new Uri("/after", UriKind.Relative)));
    }

    [Fact]
    public async Task Serves_a_master_byte_for_byte()
    {
        var dws = new SimulatedDws(timeProvider: VirtualClock.AtKorea(new DateOnly(2026, 5, 20), new TimeOnly(9, 0)));
        await using var server = LoopbackServer.Start(dws);
        using var client = new HttpClientTransport();
        var uri = new Uri(server.BaseAddress, "/common/master/kospi_code.mst.zip");
        var (near, far) = (await Fetched.FromAsync(dws, Market.Kospi, uri), await Fetched.FromAsync(client, Market.Kospi, uri));
        Assert.Equal(near.Zip, far.Zip);
        Assert.Equal(near.LastModified, far.LastModified);
    }

    [Fact]
    public async Task Serves_any_transport()
    {
        await using var inner = LoopbackServer.Start(new Echo());
        using var forward = new HttpClientTransport();
        await using var outer = LoopbackServer.Start(new Forwarding(forward, inner.BaseAddress));
        using var client = new HttpClient { BaseAddress = outer.BaseAddress };
        Assert.Equal("GET /through ", await client.GetStringAsync(new Uri("/through", UriKind.Relative)));
        await inner.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(new Uri("/through", UriKind.Relative)));
    }

    [Theory]
    [InlineData(-1, 400)]
    [InlineData(-800, -400)]
    public async Task A2_a_certificate_that_nobody_trusts_is_refused_by_clients(int validFromDays, int validToDays)
    {
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = LoopbackCertificate.CreateSelfSigned(now.AddDays(validFromDays), now.AddDays(validToDays));
        var simulator = new Echo();
        await using var server = LoopbackServer.Start(simulator, new LoopbackServerOptions { Certificate = certificate });
        using var client = new HttpClientTransport();
        var expected = new Echo();
        expected.Faults.Next(HttpFault.UntrustedCertificate());
        Assert.Equal("https", server.BaseAddress.Scheme);
        Assert.Equal(await Symptom.OfAsync(expected, server.BaseAddress), await Symptom.OfAsync(client, server.BaseAddress));
        Assert.Empty(simulator.Requests);
    }

    [Fact]
    public async Task A_client_that_knows_the_certificate_is_served_and_meets_faults()
    {
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = LoopbackCertificate.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var simulator = new Echo(new byte[3000]);
        simulator.Faults.OnRequest(2, HttpFault.ShortBody(100));
        await using var server = LoopbackServer.Start(simulator, new LoopbackServerOptions { Certificate = certificate });
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, given, _, _) => given?.GetCertHashString() == certificate.GetCertHashString();
        using var client = new HttpClientTransport(new HttpClient(handler));
        Assert.Contains("3000 bytes", await Symptom.OfAsync(client, server.BaseAddress), StringComparison.Ordinal);
        Assert.Contains("bytes, then", await Symptom.OfAsync(client, server.BaseAddress), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NONSENSE\r\n\r\n", "400")]
    [InlineData("GET / HTTP/2.0\r\n\r\n", "400")]
    [InlineData("GET / HTTP/1.1\r\nno colon\r\n\r\n", "400")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n", "400")]
    [InlineData("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "411")]
    [InlineData("POST / HTTP/1.1\r\nContent-Length: 2000\r\n\r\n", "413")]
    [InlineData("GET / HTTP/1.1\r\nX: 0123456789012345678901234567890123456789012345678901234567890123456789", "431")]
    [InlineData("GET / HTTP/1.0\r\n\r\n", "200")]
    public async Task Answers_once_and_closes_what_it_cannot_go_on_with(string request, string status)
    {
        await using var server = LoopbackServer.Start(new Echo(), new LoopbackServerOptions { MaxHeaderBytes = 64, MaxBodyBytes = 1000 });
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.BaseAddress.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request).AsMemory(0, Math.Min(64, request.Length)));
        using var reader = new StreamReader(client.GetStream());
        var answer = await reader.ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 " + status, answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stops_at_once_whatever_its_connections_do()
    {
        var simulator = new Echo(new byte[100]);
        simulator.Faults.OnPath("hang", HttpFault.Hang()).OnPath("stall", HttpFault.HangMidBody(5))
            .OnPath("endless", HttpFault.EndlessBody()).OnPath("drip", HttpFault.SlowDrip(1, TimeSpan.FromDays(1)));
        var server = LoopbackServer.Start(simulator);
        using var client = new HttpClientTransport();
        var symptoms = new[] { "hang", "stall", "drip", "plain" }.Select(path => Symptom.OfAsync(client, new Uri(server.BaseAddress, path))).ToList();
        using var endless = await client.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(server.BaseAddress, "endless")));
        await symptoms[3];
        await server.DisposeAsync();
        await server.DisposeAsync();
        await Task.WhenAll(symptoms);
        Assert.Equal(0, server.OpenConnections);
        await Assert.ThrowsAnyAsync<IOException>(async () => await (await endless.Content.ReadAsStreamAsync()).CopyToAsync(Stream.Null));
        await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync(new HttpRequestMessage(HttpMethod.Get, server.BaseAddress)));
    }

    private sealed class Forwarding(IHttpTransport transport, Uri target) : IHttpTransport
    {
        public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default) =>
            transport.SendAsync(new HttpRequestMessage(request.Method, new Uri(target, request.RequestUri!.PathAndQuery)), cancellationToken);
    }
}
