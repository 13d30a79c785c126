using System.Net.WebSockets;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Hantoo;

/// <summary>One open connection: sends and receives whole messages.</summary>
internal sealed class TickLink : IAsyncDisposable
{
    private const int FirstBuffer = 16 * 1024;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly WebSocket _socket;
    private readonly HantooTickOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly CancellationToken _stop;
    private readonly CancellationTokenSource _silence, _either;
    private readonly Turn _sending = new();
    private byte[] _buffer = new byte[FirstBuffer];

    public TickLink(WebSocket socket, HantooTickOptions options, TimeProvider timeProvider, CancellationToken stop)
    {
        (_socket, _options, _timeProvider, _stop) = (socket, options, timeProvider, stop);
        _silence = new CancellationTokenSource(options.Silence, timeProvider);
        _either = CancellationTokenSource.CreateLinkedTokenSource(stop, _silence.Token);
    }

    /// <exception cref="TickLoss">The connection is lost.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        using var turn = await _sending.TakeAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, _either.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            throw Lost();
        }
    }

    /// <summary>Returns the next message, whatever the number of fragments it comes in.</summary>
    /// <exception cref="TickLoss">The connection is lost, silent for too long, or the message is too large.</exception>
    public async Task<ReadOnlyMemory<byte>> ReceiveAsync()
    {
        var length = 0;
        try
        {
            while (true)
            {
                if (length == _buffer.Length)
                    Array.Resize(ref _buffer, length * 2);
                var part = await _socket.ReceiveAsync(_buffer.AsMemory(length), _either.Token).ConfigureAwait(false);
                if (part.MessageType == WebSocketMessageType.Close)
                    throw new TickLoss("KIS closed the connection");
                _silence.CancelAfter(_options.Silence);
                length += part.Count;
                if (length > _options.MaxMessageBytes)
                    throw new TickLoss($"a message is longer than {_options.MaxMessageBytes} bytes");
                if (part.EndOfMessage)
                    return _buffer.AsMemory(0, length).ToArray();
            }
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            throw Lost();
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // KIS allows a key one connection, and may count one that is not closed.
            using var deadline = new CancellationTokenSource(Farewell, _timeProvider);
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, deadline.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsLoss(exception))
        {
        }

        _socket.Dispose();
        _either.Dispose();
        _silence.Dispose();
    }

    private TickLoss Lost()
    {
        _stop.ThrowIfCancellationRequested();
        return _silence.IsCancellationRequested
            ? new TickLoss($"nothing arrived for {_options.Silence.TotalSeconds:0.###} s", isSilent: true)
            : new TickLoss("the connection was lost");
    }

    private static bool IsLoss(Exception exception) =>
        exception.IsOfConnection || exception is OperationCanceledException or InvalidOperationException;
}
