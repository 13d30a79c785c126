using System.Net;
using System.Net.Sockets;

namespace Rhetenor.Data.Testing;

/// <summary>A small HTTP/1.1 server on 127.0.0.1 that serves a simulator over a real socket.</summary>
/// <remarks>
/// Scripted faults occur as real network faults: resets, short bodies, silence. A server cannot simulate a refused connection or an
/// unknown host name; they become resets. Request bodies need a <c>Content-Length</c>.
/// </remarks>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly HashSet<LoopbackConnection> _connections = [];
    private readonly IHttpTransport _simulator;
    private readonly LoopbackServerOptions _options;
    private readonly TimeProvider _timeProvider;
    private Task _accepting = Task.CompletedTask;
    private bool _disposed;

    private LoopbackServer(IHttpTransport simulator, LoopbackServerOptions options, TimeProvider timeProvider)
    {
        _simulator = simulator;
        _options = options;
        _timeProvider = timeProvider;
    }

    /// <summary>Gets the address, with the port chosen by the system: <c>http://127.0.0.1:40123/</c>.</summary>
    public Uri BaseAddress { get; private set; } = null!;

    /// <summary>Gets the number of open connections.</summary>
    public int OpenConnections
    {
        get
        {
            lock (_gate)
                return _connections.Count;
        }
    }

    /// <summary>Starts a server on a free port.</summary>
    /// <param name="simulator">Answers the requests. Any transport can be used; network faults need a
    /// <see cref="SimulatedTransport"/>.</param>
    /// <param name="options">The options; null for the defaults: http.</param>
    /// <param name="timeProvider">The clock for delayed headers and slow bodies; null for the system's.</param>
    public static LoopbackServer Start(IHttpTransport simulator, LoopbackServerOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(simulator);
        var server = new LoopbackServer(simulator, options ?? new LoopbackServerOptions(), timeProvider ?? TimeProvider.System);
        server._listener.Start();
        var scheme = server._options.Certificate is null ? "http" : "https";
        server.BaseAddress = new Uri($"{scheme}://{server._listener.LocalEndpoint}/");
        server._accepting = server.AcceptAsync();
        return server;
    }

    /// <summary>Stops listening, closes every connection and waits until all of them have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] running;
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
        }

        await _stop.CancelAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
        lock (_gate)
            running = [.. _connections.Select(connection => connection.Completion)];
        await Task.WhenAll(running).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        // The accept loop must not run on the thread or synchronization context of the caller that starts the server.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token).ConfigureAwait(false);
                socket.NoDelay = true;
                var connection = new LoopbackConnection(socket, _simulator, BaseAddress, _options, _timeProvider);
                lock (_gate)
                    _connections.Add(connection);
                connection.Completion = ServeAsync(connection);
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

    private async Task ServeAsync(LoopbackConnection connection)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await connection.RunAsync(_stop.Token).ConfigureAwait(false);
        lock (_gate)
            _connections.Remove(connection);
    }
}
