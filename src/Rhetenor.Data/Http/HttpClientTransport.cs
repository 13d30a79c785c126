namespace Rhetenor.Data;

/// <summary>An <see cref="IHttpTransport"/> over <see cref="HttpClient"/>.</summary>
/// <remarks>
/// <see cref="HttpClient.Timeout"/> does not cover a streamed body, so the library sets its own deadlines. Leave the client's timeout
/// longer than them or infinite. Turn off automatic redirects on a custom client: <see cref="HttpClient"/> forwards custom headers, such
/// as a broker's app secret, to the new host.
/// </remarks>
public sealed class HttpClientTransport : IHttpTransport, IDisposable
{
    private static readonly Lazy<HttpClientTransport> LazyShared = new(() => new HttpClientTransport());

    private readonly HttpClient _client;
    private readonly bool _owned;

    /// <summary>Creates a transport with its own client. The client follows no redirects, keeps no cookies, decompresses nothing,
    /// verifies certificates, and renews its connections every five minutes.</summary>
    public HttpClientTransport()
        : this(CreateClient(), owned: true)
    {
    }

    /// <summary>Creates a transport over the caller's client. The caller disposes the client.</summary>
    public HttpClientTransport(HttpClient client)
        : this(client, owned: false)
    {
    }

    private HttpClientTransport(HttpClient client, bool owned)
    {
        ArgumentNullException.ThrowIfNull(client);
        _client = client;
        _owned = owned;
    }

    /// <summary>Gets the transport of sources that are created without one. It lives as long as the process.</summary>
    internal static HttpClientTransport Shared => LazyShared.Value;

    /// <inheritdoc/>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default) =>
        _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    /// <summary>Disposes the client if this transport created it.</summary>
    public void Dispose()
    {
        if (_owned)
            _client.Dispose();
    }

    private static HttpClient CreateClient() =>
        new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = System.Net.DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
}
