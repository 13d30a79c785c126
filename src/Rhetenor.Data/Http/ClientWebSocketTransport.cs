using System.Net.WebSockets;

namespace Rhetenor.Data.Http;

/// <summary>Opens connections with <see cref="ClientWebSocket"/>.</summary>
internal sealed class ClientWebSocketTransport : IWebSocketTransport
{
    public static ClientWebSocketTransport Shared { get; } = new();

    public async Task<WebSocket> ConnectAsync(Uri address, CancellationToken cancellationToken = default)
    {
        var socket = new ClientWebSocket();
        try
        {
            // KIS sends pings as messages, and does not answer those of the protocol.
            socket.Options.KeepAliveInterval = TimeSpan.Zero;
            await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
