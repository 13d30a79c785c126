using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace Rhetenor.Data.Testing;

/// <summary>A small WebSocket server on 127.0.0.1 that serves <see cref="SimulatedTicks"/> over a real socket.</summary>
public sealed class LoopbackTickServer : IAsyncDisposable
{
    private const string Guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly List<Task> _serving = [];
    private readonly SimulatedTicks _ticks;
    private Task _accepting = Task.CompletedTask;

    private LoopbackTickServer(SimulatedTicks ticks) => _ticks = ticks;

    /// <summary>Gets the address, with the port chosen by the system: <c>ws://127.0.0.1:40123/tryitout</c>.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Starts a server on a free port.</summary>
    /// <param name="ticks">The simulator. Its clock must move by itself.</param>
    public static LoopbackTickServer Start(SimulatedTicks ticks)
    {
        ArgumentNullException.ThrowIfNull(ticks);
        var server = new LoopbackTickServer(ticks);
        server._listener.Start();
        server.Address = new Uri($"ws://{server._listener.LocalEndpoint}/tryitout");
        server._accepting = server.AcceptAsync();
        return server;
    }

    /// <summary>Stops listening, closes every connection and waits until all of them have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] serving;
        await _stop.CancelAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
        lock (_gate)
            serving = [.. _serving];
        await Task.WhenAll(serving).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token).ConfigureAwait(false);
                lock (_gate)
                    _serving.Add(ServeAsync(socket));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
        }
        finally
        {
            _listener.Dispose();
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        var stream = new NetworkStream(socket, ownsSocket: true);
        await using (stream.ConfigureAwait(false))
        {
            TickSession? session = null;
            try
            {
                var reader = new RequestReader(stream, new Uri($"http://{_listener.LocalEndpoint}/"), new LoopbackServerOptions());
                if (!await reader.ReadAsync(end.Token).ConfigureAwait(false) || reader.Request is not { } request || !request.Headers.TryGetValue("Sec-WebSocket-Key", out var key))
                    return;
                session = _ticks.TryOpen();
                await stream.WriteAsync(Encoding.ASCII.GetBytes(session is null ? "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n" : Accept(key)), end.Token).ConfigureAwait(false);
                if (session is null)
                    return;
                using var web = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = TimeSpan.Zero });
                Task[] loops = [ReceiveAsync(web, session, end.Token), SendAsync(web, session, end.Token)];
                await Task.WhenAny(loops).ConfigureAwait(false);
                await end.CancelAsync().ConfigureAwait(false);
                await Task.WhenAll(loops).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException or WebSocketException)
            {
            }
            finally
            {
                session?.Lose();
            }
        }
    }

    private static async Task ReceiveAsync(WebSocket web, TickSession session, CancellationToken cancellationToken)
    {
        var (buffer, length) = (new byte[16 * 1024], 0);
        try
        {
            while (await web.ReceiveAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false) is { MessageType: not WebSocketMessageType.Close } part)
            {
                length += part.Count;
                if (!part.EndOfMessage)
                    continue;
                session.Receive(buffer.AsSpan(0, length));
                length = 0;
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or WebSocketException)
        {
        }
    }

    private async Task SendAsync(WebSocket web, TickSession session, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                ReadOnlyMemory<byte> message = await session.NextAsync(cancellationToken).ConfigureAwait(false);
                for (var rest = message; !rest.IsEmpty;)
                {
                    var part = rest[..Math.Min(rest.Length, _ticks.Options.FragmentBytes)];
                    rest = rest[part.Length..];
                    await web.SendAsync(part, WebSocketMessageType.Text, endOfMessage: rest.IsEmpty, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or WebSocketException)
        {
        }
    }

    private static string Accept(string key) =>
        $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {Hash(key)}\r\n\r\n";

    private static string Hash(string key)
    {
#pragma warning disable CA5350 // The handshake of RFC 6455 asks for SHA-1; nothing is protected by it.
        return Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Guid)));
#pragma warning restore CA5350
    }
}
