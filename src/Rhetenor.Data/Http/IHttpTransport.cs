namespace Rhetenor.Data;

/// <summary>Sends HTTP requests. Implement it to use your own client, proxy, recorder or simulator.</summary>
/// <remarks>
/// The response is returned when its headers have arrived. The caller reads the body and limits its size and time. A transport must not
/// follow redirects and must verify certificates; <see cref="HttpClientTransport"/> does both.
/// </remarks>
public interface IHttpTransport
{
    /// <summary>Sends a request and returns the response, whatever its status.</summary>
    /// <exception cref="HttpRequestException">No response arrived. An <see cref="IOException"/>, a
    /// <see cref="System.Net.Sockets.SocketException"/> and a <see cref="TimeoutException"/> are understood too.</exception>
    Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default);
}
