using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Hantoo;

/// <summary>Keeps a connection open: connects, registers all symbols, answers pings, and connects again after a loss.</summary>
internal sealed class TickConnection
{
    // A connection whose messages came for as long is no reason to wait longer for the next one.
    private static readonly TimeSpan Steady = TimeSpan.FromMinutes(1);

    // A key that was just renewed and is refused again will not be accepted later.
    private const int KeyRefusals = 3;

    // A symbol that KIS does not answer must not hold up the others for ever.
    private const int Unanswered = 3;

    private readonly IHantooChannel _channel;
    private readonly IWebSocketTransport _transport;
    private readonly HantooTickOptions _options;
    private readonly Uri _address;
    private readonly TickRegistrations _registrations;
    private readonly TickQueue _queue;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly Resilience<int> _reconnects;
    private readonly bool _isOneOfSeveral;
    private volatile Opened? _open;
    private TickLoss? _lost;
    private DateTime? _last;
    private long _heard;
    private int _refusedKeys;
    private (string? Symbol, int Times) _silent;

    public TickConnection(
        IHantooChannel channel, IWebSocketTransport transport, HantooTickOptions options, Uri address, TickRegistrations registrations, TickQueue queue,
        TimeProvider timeProvider, ILogger logger, bool isOneOfSeveral = false)
    {
        (_channel, _transport, _options, _address, _registrations, _queue, _timeProvider, _logger) =
            (channel, transport, options, address, registrations, queue, timeProvider, logger);
        _isOneOfSeveral = isOneOfSeveral;
        _reconnects = new(
            options.Retry, timeProvider, static exception => exception is TickLoss,
            onRetry: (_, exception, attempt, wait) => Log.TicksDisconnected(_logger, attempt, wait.TotalMilliseconds, exception.Message));
    }

    private DateTimeOffset Now => _channel.Now;

    /// <summary>Runs until it is cancelled, or until no further attempt can succeed.</summary>
    /// <exception cref="HantooException">KIS refuses the key, or no attempt succeeded.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
                await _reconnects.RunAsync(0, AttemptAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (TickLoss loss)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new HantooException(HantooError.Unavailable, $"The connection for ticks failed {_options.Retry.MaxAttempts} times in a row: {loss.Message}.") { TrId = TickTransactions.Of(_options.Venue) };
        }
    }

    /// <summary>Sends the registrations that are not sent yet, if there is a connection. A loss is noticed by the receiving.</summary>
    public async Task SendOpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_open is { } open)
                await SendAsync(open.Link, open.Key, cancellationToken).ConfigureAwait(false);
        }
        catch (TickLoss)
        {
        }
    }

    private async Task<bool> AttemptAsync(CancellationToken cancellationToken)
    {
        // A lost connection counts as the first failure, so that there is a wait before the next one.
        if (_lost is { } lost)
        {
            _lost = null;
            throw lost;
        }

        long? connected = null;
        try
        {
            var key = await KeyAsync(cancellationToken).ConfigureAwait(false);
            var link = new TickLink(await ConnectAsync(cancellationToken).ConfigureAwait(false), _options, _timeProvider, cancellationToken);
            await using (link.ConfigureAwait(false))
            {
                connected = _heard = _timeProvider.GetTimestamp();
                _registrations.Reset();
                _open = new(link, key);
                await SendAsync(link, key, cancellationToken).ConfigureAwait(false);
                Log.TicksConnected(_logger, _options.Venue, _registrations.Wanted.Count);
                while (true)
                    await TakeAsync(await link.ReceiveAsync().ConfigureAwait(false), link, key, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (TickLoss loss)
        {
            // Beside other connections, it is about the symbols of this one.
            foreach (var symbol in _isOneOfSeveral ? _registrations.Wanted : (IReadOnlyList<string?>)[null])
                _queue.Add(new(Now, default, new() { Kind = TickFeedKind.Disconnected, Known = Now, Symbol = symbol, After = _last, Reason = loss.Message }));
            if (connected is not { } began || _timeProvider.GetElapsedTime(began, _heard) < Steady)
                throw;
            _lost = loss;
            return true;
        }
        finally
        {
            _open = null;
            _registrations.Reset();
        }
    }

    private async Task<ApprovalKey> KeyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _channel.Approvals.GetAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (HantooException exception) when (!exception.IsFatal)
        {
            throw new TickLoss(exception.Message);
        }
    }

    private async Task<WebSocket> ConnectAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_options.Timeout, _timeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await _transport.ConnectAsync(_address, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TickLoss($"no connection to {_address.Host} within {_options.Timeout.TotalSeconds:0.###} s");
        }
        catch (Exception exception) when (exception.IsOfConnection)
        {
            throw new TickLoss($"no connection to {_address.Host}");
        }
    }

    private async Task SendAsync(TickLink link, ApprovalKey key, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Deadlines are by a clock that answers do not set.
            var now = _timeProvider.GetUtcNow();
            if (_registrations.Next(now) is not var (symbol, isEnd))
                return;
            try
            {
                await link.SendAsync(TickRequest.Create(key, _options.Venue, symbol, isEnd), cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                _registrations.NotSent(symbol, isEnd, now);
                throw;
            }
        }
    }

    private async Task TakeAsync(ReadOnlyMemory<byte> message, TickLink link, ApprovalKey key, CancellationToken cancellationToken)
    {
        var now = Now;
        (_last, _heard) = (now.DateTime.ToSecond(), _timeProvider.GetTimestamp());
        if (_registrations.Unanswered(_timeProvider.GetUtcNow() - _options.Timeout) is { } symbol)
            NotAnswered(symbol, now);
        if (!TickControl.IsControl(message.Span))
            _queue.Add(new(now, message));
        else if (TickControl.Read(message, _channel.MaxJsonDepth) is not { } control)
            _queue.Add(new(now, default, new() { Kind = TickFeedKind.Unreadable, Known = now, Reason = $"a control message of {message.Length} bytes is not valid" }));
        else if (control.IsPing)
            await PingedAsync(message, link, key, cancellationToken).ConfigureAwait(false);
        else
            Answered(control, key, now);
    }

    // Another connection may bring the answer.
    private void NotAnswered(string symbol, DateTimeOffset now)
    {
        var reason = $"the registration of {symbol} was not answered within {_options.Timeout.TotalSeconds:0.###} s";
        _silent = (symbol, _silent.Symbol == symbol ? _silent.Times + 1 : 1);
        if (_silent.Times < Unanswered)
            throw new TickLoss(reason);
        _silent = default;
        _registrations.Answered(symbol, TickAnswer.Refused);
        Log.TicksRefused(_logger, symbol, null, reason);
        _queue.Add(new(now, default, new() { Kind = TickFeedKind.Refused, Known = now, Symbol = symbol, Reason = reason }));
    }

    // Registrations whose sending was cancelled are sent too.
    private async Task PingedAsync(ReadOnlyMemory<byte> message, TickLink link, ApprovalKey key, CancellationToken cancellationToken)
    {
        await link.SendAsync(message, cancellationToken).ConfigureAwait(false);
        await SendAsync(link, key, cancellationToken).ConfigureAwait(false);
    }

    private void Answered(TickControl control, ApprovalKey key, DateTimeOffset now)
    {
        var (code, text) = (_channel.Approvals.Clean(control.Code), _channel.Approvals.Clean(control.Text));
        switch (control.Answer)
        {
            case TickAnswer.KeyRefused:
                _channel.Approvals.Reject(key);
                if (++_refusedKeys == KeyRefusals)
                    throw new HantooException(HantooError.TokenRejected, $"KIS refused {KeyRefusals} approval keys in a row: {code} '{text}'.") { Code = code, MessageText = text, TrId = "Approval" };
                throw new TickLoss($"KIS refused the approval key: {code} '{text}'");
            case TickAnswer.KeyInUse:
                throw new TickLoss($"KIS says that another connection uses the app key: {code} '{text}'");
        }

        var symbol = _channel.Approvals.Clean(control.Key)!;
        var answer = _registrations.Answered(symbol, control.Answer);
        if (answer is null && control.Answer != TickAnswer.Refused)
            return;
        if (answer is null or TickAnswer.Refused)
            Log.TicksRefused(_logger, symbol, code, text);
        else
            _refusedKeys = 0;
        var kind = answer switch { TickAnswer.Subscribed => TickFeedKind.Subscribed, TickAnswer.Unsubscribed => TickFeedKind.Unsubscribed, _ => TickFeedKind.Refused };
        _queue.Add(new(now, default, new()
        {
            Kind = kind,
            Known = now,
            Symbol = answer is null ? null : symbol,
            Code = code,
            Reason = kind == TickFeedKind.Refused ? text : null,
        }));
    }

    // Other threads see both or neither.
    private sealed class Opened(TickLink link, ApprovalKey key)
    {
        public TickLink Link => link;

        public ApprovalKey Key => key;
    }
}
