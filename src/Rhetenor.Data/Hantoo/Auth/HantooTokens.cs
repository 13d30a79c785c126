using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Hantoo;

/// <summary>Returns the current token, or requests one: once for all waiting callers, and at most once a minute.</summary>
internal sealed class HantooTokens
{
    // How often a waiting process checks whether another process has stored the token.
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private readonly HantooAccount _account;
    private readonly HantooSender _sender;
    private readonly TokenStore _store;
    private readonly HantooCredentials _credentials;
    private readonly HantooOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly Resilience<HantooCall> _retries;
    private (DateTimeOffset Until, HantooException Failure)? _refused;

    public HantooTokens(
        HantooAccount account, HantooSender sender, HantooCredentials credentials, ITokenCache cache, HantooOptions options, TimeProvider timeProvider, ILogger logger)
    {
        (_account, _sender, _options, _timeProvider, _logger) = (account, sender, options, timeProvider, logger);
        _store = new TokenStore(account.Name, cache, logger);
        _credentials = credentials;
        _retries = new(
            options.Retry, timeProvider,
            static exception => exception is HantooFailure { IsTransient: true } or HantooFailure { Error: HantooError.RateLimited },
            static exception => (exception as HantooFailure)?.RetryAfter,
            (call, exception, attempt, wait) => Log.HantooRetry(_logger, call.TrId, attempt, wait.TotalMilliseconds, exception.Message));
    }

    /// <exception cref="HantooException">No token could be obtained.</exception>
    public async ValueTask<HantooToken> GetAsync(CancellationToken cancellationToken)
    {
        var (token, generation) = _account.Token;
        if (token is not null && token.IsUsable(_account.Clock.Now))
            return token;

        // Wrong keys do not become valid. Repeated calls get the same error without asking KIS.
        if (_refused is { } refused && _timeProvider.GetUtcNow() < refused.Until)
            throw refused.Failure.Again();
        return await _account.TokenFlights.RunAsync(generation, RenewAsync, cancellationToken).ConfigureAwait(false);
    }

    public void Reject(HantooToken token, string? code)
    {
        if (_account.Reject(token))
            Log.TokenRejected(_logger, code);
    }

    private async Task<HantooToken> RenewAsync(CancellationToken cancellationToken)
    {
        var call = TokenRequest.Create(_credentials);
        try
        {
            return await _retries.RunAsync(call, token => AttemptAsync(call, token), cancellationToken).ConfigureAwait(false);
        }
        catch (HantooFailure failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            failure.TrId = call.TrId;
            var exception = failure.ToException(call.Attempts);
            if (failure.Error is HantooError.Credentials or HantooError.NotPermitted)
                _refused = (_timeProvider.GetUtcNow() + _options.TokenInterval, exception);
            throw exception;
        }
    }

    private async Task<HantooToken> AttemptAsync(HantooCall call, CancellationToken cancellationToken)
    {
        if (await WaitForTurnAsync(cancellationToken).ConfigureAwait(false) is { } found)
            return _account.Keep(found);

        // Recorded before the request: if the process dies in between, the next one must not ask again at once.
        var before = _account.TokenAsked;
        await RecordAsync(_timeProvider.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        try
        {
            var reply = await _sender.SendAsync(call, null, cancellationToken).ConfigureAwait(false);
            _account.TokenAsked = _timeProvider.GetUtcNow();
            if (!reply.IsSuccess)
                throw HantooCodes.FailureOf(HantooEnvelope.Find(reply.Body, _options.MaxJsonDepth), reply)!;
            var now = _account.Clock.Now;
            var (value, expires) = TokenReply.Parse(reply, now, _options.MaxJsonDepth);

            // A token with little remaining life is used anyway; otherwise it would be renewed again and again.
            var margin = TimeSpan.FromTicks(Math.Min(_options.TokenMargin.Ticks, (expires - now).Ticks / 2));
            await _store.WriteAsync(new TokenRecord(_account.TokenAsked.Value, value, expires), cancellationToken).ConfigureAwait(false);
            Log.TokenIssued(_logger, expires);
            return _account.Keep(new HantooToken(value, expires - margin));
        }
        catch (HantooFailure failure)
        {
            if (!failure.MayHaveActed)
            {
                _account.TokenAsked = before;
                await _store.WriteAsync(new TokenRecord(before ?? DateTimeOffset.UnixEpoch), cancellationToken).ConfigureAwait(false);
            }

            throw HantooReplies.Safe(failure, _sender, null);
        }
    }

    private async Task RecordAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        _account.TokenAsked = now;
        await _store.WriteAsync(new TokenRecord(now), cancellationToken).ConfigureAwait(false);
    }

    // Another process may store the token while this one waits for its turn.
    private async Task<HantooToken?> WaitForTurnAsync(CancellationToken cancellationToken)
    {
        var began = _timeProvider.GetUtcNow();
        for (var isLogged = false; ; isLogged = true)
        {
            var kept = await _store.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (kept is { Value: { } value, Expires: { } expires } && !_account.RejectedTokens.Contains(value)
                && new HantooToken(value, expires - _options.TokenMargin) is var cached && cached.IsUsable(_account.Clock.Now))
            {
                return cached;
            }

            var now = _timeProvider.GetUtcNow();
            var asked = kept?.Asked > (_account.TokenAsked ?? DateTimeOffset.MinValue) ? kept.Asked : _account.TokenAsked;

            // Limited to one interval from now, in case a clock was set back.
            var wait = (asked ?? DateTimeOffset.MinValue) - now + _options.TokenInterval;
            if (began - now + _options.TokenInterval is var left && left < wait)
                wait = left;
            if (asked is null || wait <= TimeSpan.Zero)
                return null;
            if (!isLogged)
                Announce(wait, asked.Value, now + wait);
            await Pause.ForAsync(wait < Step ? wait : Step, _timeProvider, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Announce(TimeSpan wait, DateTimeOffset asked, DateTimeOffset until)
    {
        Log.TokenWaits(_logger, (long)Math.Ceiling(wait.TotalSeconds), asked);
        try
        {
            _account.Announce(until.ToOffset(KoreaTime.Offset));
        }
        catch (Exception exception)
        {
            Log.ObserverFailed(_logger, exception.Message);
        }
    }
}
