using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Hantoo;

/// <summary>From a call to its answer: token, permit, attempt, and what is tried again.</summary>
internal sealed class HantooChannel
{
    // So long must every call have been refused before the next waits its longest.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly RetryOptions Once = new() { MaxAttempts = 2, BaseDelay = TimeSpan.Zero };

    private readonly HantooAccount _account;
    private readonly HantooSender _sender;
    private readonly HantooTokens _tokens;
    private readonly HantooOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;

    public HantooChannel(
        HantooCredentials credentials, IHttpTransport transport, ITokenCache cache, HantooOptions options, TimeProvider timeProvider, ILogger logger)
    {
        (_options, _timeProvider, _logger) = (options, timeProvider, logger);
        _account = HantooAccount.For(credentials, options, timeProvider);
        _sender = new HantooSender(transport, credentials, _account, options, timeProvider);
        _tokens = new HantooTokens(_account, _sender, credentials, cache, options, timeProvider, logger);
    }

    public HantooServerClock Clock => _account.Clock;

    /// <exception cref="HantooException">No usable answer.</exception>
    public async Task<T> CallAsync<T>(HantooCall call, HantooParser<T> parse, CancellationToken cancellationToken)
    {
        var refused = Resilience.Retrying(
            _options.RateLimitRetry, _timeProvider, exception => exception is HantooFailure { Error: HantooError.RateLimited }, Wait, Tell);
        var failed = Resilience.Retrying(
            _options.Retry, _timeProvider, exception => exception is HantooFailure { IsTransient: true }, RetryAfter, Tell);
        var renewed = Resilience.Retrying(
            Once, _timeProvider, exception => exception is HantooFailure { Error: HantooError.TokenRejected });
        try
        {
            return await refused.ExecuteAsync(
                async first => await failed.ExecuteAsync(
                    async second => await renewed.ExecuteAsync(
                        async third => await AttemptAsync(call, parse, third).ConfigureAwait(false), second).ConfigureAwait(false), first).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false);
        }
        catch (HantooFailure failure)
        {
            // A retry given up because the caller cancelled is a cancellation.
            cancellationToken.ThrowIfCancellationRequested();
            failure.TrId = call.TrId;
            throw failure.ToException(call.Attempts);
        }

        void Tell(Exception exception, int attempt, TimeSpan wait) => Log.HantooRetry(_logger, call.TrId, attempt, wait, exception.Message);
    }

    private async Task<T> AttemptAsync<T>(HantooCall call, HantooParser<T> parse, CancellationToken cancellationToken)
    {
        var token = await _tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        var reply = await _sender.SendAsync(call, token, cancellationToken).ConfigureAwait(false);
        try
        {
            var answer = HantooReplies.Read(reply, _options.MaxJsonDepth, parse);
            _account.Limiter.Answered();
            return answer;
        }
        catch (HantooFailure failure)
        {
            if (failure.Error == HantooError.RateLimited && _account.Limiter.Refused())
                Log.HantooSlower(_logger, failure.Code, _account.Limiter.PermitsPerSecond);
            if (failure.Error == HantooError.TokenRejected)
                _tokens.Reject(token, failure.Code);
            var safe = HantooReplies.Safe(failure, _sender, token);
            if (safe != failure)
                throw safe;
            throw;
        }
    }

    private static TimeSpan? RetryAfter(Exception exception) => ((HantooFailure)exception).RetryAfter;

    private TimeSpan? Wait(Exception exception) =>
        _account.Limiter.RefusedFor >= Patience ? _options.RateLimitRetry.MaxDelay : RetryAfter(exception);
}
