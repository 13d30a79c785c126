namespace Rhetenor.Data;

/// <summary>Sends one HTTP request. Implement it to bring your own client, proxy, recorder or simulator.</summary>
/// <remarks>
/// The response is returned as soon as its headers are there; the body is read by the caller, who limits its size
/// and time. A transport must not follow redirects and must verify certificates: <see cref="HttpClientTransport"/> does both.
/// </remarks>
public interface IHttpTransport
{
    /// <summary>Sends a request and returns the response, whatever its status.</summary>
    /// <exception cref="HttpRequestException">No response arrived.</exception>
    Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default);
}
