using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Hantoo;

/// <summary>Sends a call and returns its parsed answer: token, permit, attempts and retries.</summary>
internal sealed class HantooChannel : IHantooChannel
{
    // After refusals for this long, the next attempt waits for the maximum delay.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly RetryOptions Once = new() { MaxAttempts = 2, BaseDelay = TimeSpan.Zero };

    private readonly HantooAccount _account;
    private readonly HantooSender _sender;
    private readonly HantooTokens _tokens;
    private readonly HantooOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _timeProvider;
    private readonly Resilience<HantooCall> _refused, _failed, _renewed;

    public HantooChannel(
        HantooCredentials credentials, IHttpTransport transport, ITokenCache cache, HantooOptions options, TimeProvider timeProvider, ILogger logger)
    {
        (_options, _logger, _timeProvider) = (options, logger, timeProvider);
        _account = HantooAccount.For(credentials, options, timeProvider);
        if (cache is FileTokenCache files)
            _account.Limiter.Share(new PaceFile(files.Folder, _account.Name, logger));
        _sender = new HantooSender(transport, credentials, _account, options, timeProvider);
        _tokens = new HantooTokens(_account, _sender, credentials, cache, options, timeProvider, logger);
        Approvals = new HantooApprovals(_account, _sender, credentials, options, timeProvider, logger);
        _refused = new(options.RateLimitRetry, timeProvider, static exception => exception is HantooFailure { Error: HantooError.RateLimited }, Wait, LogRetry);
        _failed = new(options.Retry, timeProvider, static exception => exception is HantooFailure { IsTransient: true }, RetryAfter, LogRetry);
        _renewed = new(Once, timeProvider, static exception => exception is HantooFailure { Error: HantooError.TokenRejected });
    }

    private HantooChannel(HantooChannel other)
    {
        (_account, _sender, _tokens, Approvals) = (other._account, other._sender, other._tokens, other.Approvals);
        (_options, _logger, _timeProvider, _failed, _renewed) = (other._options, other._logger, other._timeProvider, other._failed, other._renewed);
        _refused = new(
            _options.RateLimitRetry, _timeProvider,
            exception => exception is HantooFailure { Error: HantooError.RateLimited } && _account.Limiter.RefusedFor < Patience, Wait, LogRetry);
    }

    public DateTimeOffset Now => _account.Clock.Now;

    public bool IsTimeKnown => _account.Clock.Offset is not null;

    public double CallsPerSecond => _options.PermitsPerSecond;

    public HantooApprovals Approvals { get; }

    public HantooAccount Account => _account;

    public int MaxJsonDepth => _options.MaxJsonDepth;

    /// <summary>Returns a channel of the same account whose calls fail when refusals have continued for ten seconds.</summary>
    public HantooChannel HandingOver() => new(this);

    /// <summary>Removes the secrets of other keys from texts too: an answer to one may quote those of another.</summary>
    public void HideSecretsOf(IEnumerable<HantooChannel> others) => _sender.Others = [.. others.Select(other => other._sender).Where(sender => sender != _sender)];

    public event EventHandler<DateTimeOffset>? Waiting
    {
        add => _account.Waiting += value;
        remove => _account.Waiting -= value;
    }

    public async Task EnsureTokenAsync(CancellationToken cancellationToken) => await _tokens.GetAsync(cancellationToken).ConfigureAwait(false);

    public async Task<T> CallAsync<T>(HantooCall call, HantooParser<T> parse, CancellationToken cancellationToken)
    {
        try
        {
            return await _refused.RunAsync(
                call,
                first => _failed.RunAsync(call, second => _renewed.RunAsync(call, third => AttemptAsync(call, parse, third), second), first),
                cancellationToken).ConfigureAwait(false);
        }
        catch (HantooFailure failure)
        {
            // When the caller cancels during a retry, the result is a cancellation.
            cancellationToken.ThrowIfCancellationRequested();
            failure.TrId = call.TrId;
            throw failure.ToException(call.Attempts);
        }
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

    private void LogRetry(HantooCall call, Exception exception, int attempt, TimeSpan wait) =>
        Log.HantooRetry(_logger, call.TrId, attempt, wait.TotalMilliseconds, exception.Message);

    private static TimeSpan? RetryAfter(Exception exception) => ((HantooFailure)exception).RetryAfter;

    private TimeSpan? Wait(Exception exception) =>
        _account.Limiter.RefusedFor >= Patience ? _options.RateLimitRetry.MaxDelay : RetryAfter(exception);
}
