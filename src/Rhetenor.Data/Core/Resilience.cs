using Polly;
using Polly.Retry;

namespace Rhetenor.Data.Core;

/// <summary>The only place that retries. Each component builds one and defines its transient failures. All calls draw jitter from one
/// seeded series, so that no two wait alike and the same seed gives the same waits.</summary>
/// <typeparam name="TCall">The type that identifies a call of the component.</typeparam>
internal sealed class Resilience<TCall>
{
    private static readonly ResiliencePropertyKey<TCall> Call = new("call");

    private readonly RetryOptions _options;
    private readonly ResiliencePipeline _pipeline;
    private readonly Lock _gate = new();
    private readonly Random _jitter;

    /// <summary>Builds a retry pipeline on a clock.</summary>
    /// <param name="options">Attempts and waits.</param>
    /// <param name="timeProvider">The clock that waits are measured on.</param>
    /// <param name="isTransient">Returns whether another attempt may succeed after an exception.</param>
    /// <param name="retryAfter">Returns the wait that a server asked for, or null; capped at <see cref="RetryOptions.MaxDelay"/>.</param>
    /// <param name="onRetry">Receives the call, the failure, the number of the failed attempt (from 1) and the wait.</param>
    public Resilience(
        RetryOptions options,
        TimeProvider timeProvider,
        Func<Exception, bool> isTransient,
        Func<Exception, TimeSpan?>? retryAfter = null,
        Action<TCall, Exception, int, TimeSpan>? onRetry = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxAttempts, 1);
        _options = options;
        _jitter = new Random(options.JitterSeed ?? unchecked((int)timeProvider.GetTimestamp()));
        if (options.MaxAttempts == 1)
        {
            _pipeline = ResiliencePipeline.Empty;
            return;
        }

        var builder = new ResiliencePipelineBuilder { TimeProvider = timeProvider };
        _pipeline = builder.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = options.MaxAttempts - 1,
            ShouldHandle = arguments =>
                ValueTask.FromResult(arguments.Outcome.Exception is { } exception
                    && !arguments.Context.CancellationToken.IsCancellationRequested && isTransient(exception)),
            Delay = TimeSpan.Zero,
            OnRetry = async arguments =>
            {
                // The wait is implemented here because a cancelled wait of Polly resumes on the thread pool.
                var (context, exception) = (arguments.Context, arguments.Outcome.Exception!);
                var wait = NextWait(arguments.AttemptNumber, retryAfter?.Invoke(exception));
                onRetry?.Invoke(context.Properties.GetValue(Call, default!), exception, arguments.AttemptNumber + 1, wait);
                await Pause.ForAsync(wait, timeProvider, context.CancellationToken).ConfigureAwait(context.ContinueOnCapturedContext);
            },
        }).Build();
    }

    /// <summary>Runs a call until it succeeds, fails permanently, or reaches the maximum number of attempts.</summary>
    public async Task<TResult> RunAsync<TResult>(
        TCall call, Func<CancellationToken, Task<TResult>> attempt, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(Call, call);
        try
        {
            return await _pipeline
                .ExecuteAsync(static async (context, attempt) => await attempt(context.CancellationToken).ConfigureAwait(false), context, attempt)
                .ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private TimeSpan NextWait(int attempt, TimeSpan? asked)
    {
        double jitter;
        lock (_gate)
            jitter = _jitter.NextDouble();
        var wait = Doubling.After(_options.BaseDelay, _options.MaxDelay, attempt) * jitter;
        if (asked > wait)
            wait = asked.Value;
        return wait < _options.MaxDelay ? wait : _options.MaxDelay;
    }
}
