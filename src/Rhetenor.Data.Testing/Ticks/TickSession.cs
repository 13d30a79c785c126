using System.Net.WebSockets;
using System.Text.Json;

namespace Rhetenor.Data.Testing;

/// <summary>The server's side of one connection: takes the client's messages, and has the next message to send and when.</summary>
internal sealed class TickSession(SimulatedTicks server)
{
    private const double Longest = 24 * 60 * 60 * 1_000;

    private readonly Lock _gate = new();
    private readonly Queue<byte[]> _ready = new();
    private readonly Dictionary<(Venue Venue, string Symbol), TickSource> _sources = [];
    private readonly DateTimeOffset _began = server.Clock.GetUtcNow();
    private DateTimeOffset _pinged = server.Clock.GetUtcNow();
    private byte[]? _ping;
    private byte[]? _held;
    private bool _isLost;
    private TaskCompletionSource? _waiting;

    /// <summary>Gets the number of the app key of the registrations; null before the first one.</summary>
    public int? Key { get; private set; }

    private SimulatedTicksOptions Options => server.Options;

    /// <summary>Takes a message of the client.</summary>
    public void Receive(ReadOnlySpan<byte> message)
    {
        lock (_gate)
        {
            if (_ping is not null && message.SequenceEqual(_ping))
            {
                server.Answered();
                _ping = null;
            }
            else
            {
                _ready.Enqueue(Answer(message.ToArray()));
            }

            Wake();
        }
    }

    /// <summary>Loses the connection.</summary>
    public void Lose()
    {
        lock (_gate)
        {
            _isLost = true;
            Wake();
        }

        server.Closed(this);
    }

    /// <summary>Waits for the next message to send.</summary>
    /// <exception cref="WebSocketException">The connection is lost.</exception>
    public async Task<byte[]> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TaskCompletionSource waiting;
            TimeSpan wait;
            lock (_gate)
            {
                if (Take(server.Clock.GetUtcNow(), out var due) is { } message)
                    return message;
                _waiting = waiting = new();
                wait = due - server.Clock.GetUtcNow();
            }

            // A system timer counts whole milliseconds, and not more than 49 days.
            wait = TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(wait.TotalMilliseconds), 0, Longest));
            var timer = server.Clock.CreateTimer(static state => ((TaskCompletionSource)state!).TrySetResult(), waiting, wait, Timeout.InfiniteTimeSpan);
            await using (timer.ConfigureAwait(false))
            {
                using var registration = cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), waiting);
                await waiting.Task.ConfigureAwait(false);
            }
        }
    }

    private byte[]? Take(DateTimeOffset now, out DateTimeOffset due)
    {
        if (_isLost || Losses().Any(instant => _began < instant && instant <= now))
        {
            _isLost = true;
            server.Closed(this);
            throw new WebSocketException(WebSocketError.ConnectionClosedPrematurely);
        }

        var isSilent = Options.Silences.Any(window => window.From <= now && now < window.To);
        while (NextSource() is { } source && source.Due + Options.Latency <= now)
            Send(source.Take(), isSilent);
        if (isSilent)
            _ready.Clear();
        if (!isSilent && now >= _pinged + Options.PingInterval)
        {
            _pinged = now;
            _ready.Enqueue(_ping = TickReply.Ping(now.ToOffset(KoreaTime.Offset)));
        }

        due = NextSource()?.Due + Options.Latency ?? DateTimeOffset.MaxValue;
        foreach (var instant in Losses().Concat(Options.Silences.Select(window => window.To)).Append(_pinged + Options.PingInterval).Where(instant => instant > now))
            due = instant < due ? instant : due;
        return _ready.TryDequeue(out var message) ? message : null;
    }

    private IEnumerable<DateTimeOffset> Losses() => Options.Disconnections.Concat(Options.Maintenance.Select(window => window.From))
        .Concat(server.Kis.Options.Suspensions.Where(suspension => suspension.Key == Key).Select(suspension => suspension.From));

    private TickSource? NextSource()
    {
        TickSource? next = null;
        foreach (var source in _sources.Values)
        {
            if (source.Due is { } due && (next is null || due < next.Due))
                next = source;
        }

        return next;
    }

    private void Send(IReadOnlyList<Tick> ticks, bool isSilent)
    {
        var isReversed = server.Chance(Options.ReverseRate);
        var frame = TickWriter.Write(isReversed ? [.. ticks.Reverse()] : ticks, Options.AppendedFields);
        if (isSilent || server.Chance(Options.LossRate))
        {
            server.Lose(ticks);
            return;
        }

        if (server.Chance(Options.HalfRate))
        {
            server.Lose(ticks);
            frame = frame[..(frame.Length / 2)];
        }

        server.Sent();
        if (_held is null && server.Chance(Options.LateRate))
        {
            _held = frame;
            return;
        }

        _ready.Enqueue(frame);
        if (server.Chance(Options.RepeatRate))
            _ready.Enqueue(frame);
        if (_held is not null)
            _ready.Enqueue(_held);
        _held = null;
    }

    private byte[] Answer(byte[] message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            var (header, input) = (document.RootElement.GetProperty("header"), document.RootElement.GetProperty("body").GetProperty("input"));
            var (trId, symbol) = (input.GetProperty("tr_id").GetString()!, input.GetProperty("tr_key").GetString()!);
            var (code, text) = Register(header.GetProperty("approval_key").GetString()!, header.GetProperty("tr_type").GetString()!, trId, symbol);
            return TickReply.Answer(trId, symbol, code, text);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return TickReply.Answer("(null)", "", "OPSP9999", "JSON PARSING ERROR");
        }
    }

    private (string Code, string Text) Register(string key, string type, string trId, string symbol)
    {
        if (server.Kis.KeyOfApproval(key) is not { } owner)
            return ("OPSP0011", "invalid approval : NOT FOUND");
        if (server.IsInUse(this, owner))
            return ("OPSP8996", "ALREADY IN USE appkey");
        Key = owner;
        if (TickWriter.VenueOf(trId) is not { } venue)
            return ("OPSP8991", "INVALID tr_id");
        if (type == "2")
            return _sources.Remove((venue, symbol)) ? ("OPSP0001", "UNSUBSCRIBE SUCCESS") : ("OPSP0003", "UNSUBSCRIBE ERROR(not found!)");
        if (Options.RefusedSymbols.Contains(symbol))
            return ("OPSP8992", "INVALID tr_key");
        if (_sources.ContainsKey((venue, symbol)))
            return ("OPSP0002", "ALREADY IN SUBSCRIBE");
        if (_sources.Count >= Options.MaxRegistrations)
            return ("OPSP0008", "MAX SUBSCRIBE OVER");
        _sources.Add((venue, symbol), new TickSource(server.Kis.Truth, venue, symbol, server.Clock.GetUtcNow()));
        return ("OPSP0000", "SUBSCRIBE SUCCESS");
    }

    // The client's own work ends first.
    private void Wake()
    {
        if (_waiting is null)
            return;
        var timer = server.Clock.CreateTimer(static state => ((TaskCompletionSource)state!).TrySetResult(), _waiting, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        _ = _waiting.Task.ContinueWith(static (_, state) => ((ITimer)state!).Dispose(), timer, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        _waiting = null;
    }
}
