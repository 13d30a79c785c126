using System.Net.WebSockets;

namespace Rhetenor.Data;

/// <summary>Opens WebSocket connections. Implement it to use a proxy, a recorder or a simulator.</summary>
/// <remarks>A transport must verify certificates of <c>wss</c> addresses, and must not send pings of its own: KIS sends its own. The library's own
/// transport uses <see cref="ClientWebSocket"/>.</remarks>
public interface IWebSocketTransport
{
    /// <summary>Opens a connection. The caller disposes it.</summary>
    /// <param name="address">The address.</param>
    /// <param name="cancellationToken">Cancels the connecting.</param>
    /// <exception cref="WebSocketException">No connection was opened. What <see cref="IHttpTransport.SendAsync"/> may throw is understood too.</exception>
    Task<WebSocket> ConnectAsync(Uri address, CancellationToken cancellationToken = default);
}
