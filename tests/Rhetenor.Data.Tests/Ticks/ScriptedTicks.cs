using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Rhetenor.Data.Tests.Ticks;

/// <summary>A WebSocket whose messages a test chooses. Registrations are confirmed, unless the test answers them.</summary>
internal sealed class ScriptedTicks(TimeProvider clock) : IWebSocketTransport
{
    private Socket? _open;

    /// <summary>The instants of all attempts to connect.</summary>
    public List<DateTimeOffset> Attempts { get; } = [];

    /// <summary>All messages of the client.</summary>
    public List<string> Sent { get; } = [];

    /// <summary>Whether an attempt, by its number from 1, succeeds; null for every one.</summary>
    public Func<int, bool>? Accepts { get; init; }

    /// <summary>What is thrown for an attempt that fails, and for a connection that is lost.</summary>
    public Func<Exception> Loss { get; init; } = static () => new WebSocketException(WebSocketError.ConnectionClosedPrematurely);

    /// <summary>Returns the answers to a registration, by symbol; null for a confirmation.</summary>
    public Func<string, string[]>? Answers { get; set; }

    public static string Answer(string symbol, string code, string text) =>
        $$$$"""{"header":{"tr_id":"H0STCNT0","tr_key":"{{{{symbol}}}}","encrypt":"N"},"body":{"rt_cd":"0","msg_cd":"{{{{code}}}}","msg1":"{{{{text}}}}","output":{"iv":"canaryvector","key":"canaryencryption"}}}""";

    public Task<WebSocket> ConnectAsync(Uri address, CancellationToken cancellationToken = default)
    {
        Attempts.Add(clock.GetUtcNow());
        return Accepts?.Invoke(Attempts.Count) == false
            ? Task.FromException<WebSocket>(Loss())
            : Task.FromResult<WebSocket>(_open = new Socket(this, clock));
    }

    /// <summary>Sends a message to the client.</summary>
    public void Push(string message) => _open!.Push(message);

    /// <summary>Loses the connection; with a close message or without.</summary>
    public void Lose(bool isClosed = false) => _open!.Push(isClosed ? "close" : "abort");

    private sealed class Socket(ScriptedTicks script, TimeProvider clock) : WebSocket
    {
        private readonly Queue<string> _messages = new();
        private WebSocketState _state = WebSocketState.Open;
        private TaskCompletionSource? _waiting;
        private ReadOnlyMemory<byte> _rest;

        public override WebSocketCloseStatus? CloseStatus => null;

        public override string? CloseStatusDescription => null;

        public override string? SubProtocol => null;

        public override WebSocketState State => _state;

        public void Push(string message)
        {
            _messages.Enqueue(message);
            if (_waiting is { } waiting)
                _ = clock.CreateTimer(_ => waiting.TrySetResult(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            _waiting = null;
        }

        public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
        {
            string? message = null;
            while (_rest.IsEmpty && !_messages.TryDequeue(out message))
            {
                _waiting = new();
                var waiting = _waiting;
                using var registration = cancellationToken.UnsafeRegister((_, token) => waiting.TrySetCanceled(token), null);
                await waiting.Task;
            }

            if (message == "close")
                return new WebSocketReceiveResult(0, WebSocketMessageType.Close, true);
            if (message == "abort")
                throw script.Loss();
            if (message is not null)
                _rest = Encoding.UTF8.GetBytes(message);
            var count = Math.Min(buffer.Count, _rest.Length);
            _rest[..count].CopyTo(buffer);
            _rest = _rest[count..];
            return new WebSocketReceiveResult(count, WebSocketMessageType.Text, _rest.IsEmpty);
        }

        public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
        {
            var text = Encoding.UTF8.GetString(buffer);
            script.Sent.Add(text);
            using var json = JsonDocument.Parse(text);
            if (!json.RootElement.TryGetProperty("body", out var body))
                return Task.CompletedTask;
            var symbol = body.GetProperty("input").GetProperty("tr_key").GetString()!;
            var isEnd = json.RootElement.GetProperty("header").GetProperty("tr_type").GetString() == "2";
            foreach (var answer in script.Answers?.Invoke(symbol) ?? [isEnd ? Answer(symbol, "OPSP0001", "UNSUBSCRIBE SUCCESS") : Answer(symbol, "OPSP0000", "SUBSCRIBE SUCCESS")])
                Push(answer);
            return Task.CompletedTask;
        }

        public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Abort() => _state = WebSocketState.Aborted;

        public override void Dispose() => Abort();
    }
}
