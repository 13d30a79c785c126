using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Hantoo;

/// <summary>Returns the approval key for WebSocket messages, or requests one: once for all waiting callers.</summary>
internal sealed class HantooApprovals
{
    // A key is valid for a day, and only needed when a connection begins.
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);

    private readonly HantooAccount _account;
    private readonly HantooSender _sender;
    private readonly HantooCredentials _credentials;
    private readonly HantooOptions _options;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly Resilience<HantooCall> _retries;

    public HantooApprovals(
        HantooAccount account, HantooSender sender, HantooCredentials credentials, HantooOptions options, TimeProvider timeProvider, ILogger logger)
    {
        (_account, _sender, _credentials, _options, _timeProvider, _logger) = (account, sender, credentials, options, timeProvider, logger);
        _retries = new(
            options.Retry, timeProvider,
            static exception => exception is HantooFailure { IsTransient: true } or HantooFailure { Error: HantooError.RateLimited },
            static exception => (exception as HantooFailure)?.RetryAfter,
            (call, exception, attempt, wait) => Log.HantooRetry(_logger, call.TrId, attempt, wait.TotalMilliseconds, exception.Message));
    }

    /// <exception cref="HantooException">No key could be obtained.</exception>
    public async ValueTask<ApprovalKey> GetAsync(CancellationToken cancellationToken) =>
        _account.Approval is { } key && key.IsUsable(_timeProvider.GetUtcNow()) ? key
            : await _account.ApprovalFlights.RunAsync(0, RequestAsync, cancellationToken).ConfigureAwait(false);

    /// <summary>Discards a key that KIS refused.</summary>
    public void Reject(ApprovalKey key)
    {
        if (_account.RejectApproval(key))
            Log.ApprovalRejected(_logger);
    }

    /// <summary>Returns a received text without any secrets that it may quote.</summary>
    public string? Clean(string? text) => text is null ? null : _sender.Clean(text, null);

    private async Task<ApprovalKey> RequestAsync(CancellationToken cancellationToken)
    {
        var call = ApprovalRequest.Create(_credentials);
        try
        {
            return await _retries.RunAsync(call, token => AttemptAsync(call, token), cancellationToken).ConfigureAwait(false);
        }
        catch (HantooFailure failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            failure.TrId = call.TrId;
            throw failure.ToException(call.Attempts);
        }
    }

    private async Task<ApprovalKey> AttemptAsync(HantooCall call, CancellationToken cancellationToken)
    {
        try
        {
            var reply = await _sender.SendAsync(call, null, cancellationToken).ConfigureAwait(false);
            if (!reply.IsSuccess)
                throw HantooCodes.FailureOf(HantooEnvelope.Find(reply.Body, _options.MaxJsonDepth), reply)!;
            var value = ApprovalRequest.Parse(reply, _options.MaxJsonDepth);
            Log.ApprovalIssued(_logger);
            return _account.Keep(new ApprovalKey(value, _timeProvider.GetUtcNow() + Life));
        }
        catch (HantooFailure failure)
        {
            throw HantooReplies.Safe(failure, _sender, null);
        }
    }
}
