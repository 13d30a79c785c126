using System.Net.WebSockets;

namespace Rhetenor.Data.Testing;

/// <summary>The client's end of a session in the process.</summary>
internal sealed class SimulatedSocket(TickSession session, int fragmentBytes) : WebSocket
{
    private WebSocketState _state = WebSocketState.Open;
    private ReadOnlyMemory<byte> _rest;

    public override WebSocketCloseStatus? CloseStatus => _state == WebSocketState.Open ? null : WebSocketCloseStatus.NormalClosure;

    public override string? CloseStatusDescription => null;

    public override string? SubProtocol => null;

    public override WebSocketState State => _state;

    public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
    {
        if (_rest.IsEmpty)
        {
            try
            {
                _rest = await session.NextAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (WebSocketException)
            {
                _state = WebSocketState.Aborted;
                throw;
            }
        }

        var count = Math.Min(Math.Min(buffer.Count, fragmentBytes), _rest.Length);
        _rest[..count].CopyTo(buffer);
        _rest = _rest[count..];
        return new WebSocketReceiveResult(count, WebSocketMessageType.Text, endOfMessage: _rest.IsEmpty);
    }

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_state != WebSocketState.Open)
            return Task.FromException(new WebSocketException(WebSocketError.InvalidState));
        session.Receive(buffer);
        return Task.CompletedTask;
    }

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        _state = WebSocketState.Closed;
        session.Lose();
        return Task.CompletedTask;
    }

    public override void Abort()
    {
        _state = WebSocketState.Aborted;
        session.Lose();
    }

    public override void Dispose() => Abort();
}
