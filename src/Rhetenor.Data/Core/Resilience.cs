using Polly;
using Polly.Retry;

namespace Rhetenor.Data.Core;

/// <summary>The one place that retries. Everything else only says which failures pass.</summary>
internal static class Resilience
{
    /// <summary>Builds a retry pipeline on a clock.</summary>
    /// <param name="options">Attempts and waits.</param>
    /// <param name="timeProvider">The clock that waits are measured on.</param>
    /// <param name="isTransient">Which exceptions are worth another attempt.</param>
    /// <param name="retryAfter">The wait a server asked for, if any; capped at <see cref="RetryOptions.MaxDelay"/>.</param>
    /// <param name="onRetry">Told of the failure, the attempt that failed (from 1) and the wait.</param>
    public static ResiliencePipeline Retrying(
        RetryOptions options,
        TimeProvider timeProvider,
        Func<Exception, bool> isTransient,
        Func<Exception, TimeSpan?>? retryAfter = null,
        Action<Exception, int, TimeSpan>? onRetry = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxAttempts, 1);
        if (options.MaxAttempts == 1)
            return ResiliencePipeline.Empty;
        var random = new Random(options.JitterSeed ?? unchecked((int)timeProvider.GetTimestamp()));
        var builder = new ResiliencePipelineBuilder { TimeProvider = timeProvider };
        return builder.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = options.MaxAttempts - 1,
            ShouldHandle = arguments =>
                ValueTask.FromResult(arguments.Outcome.Exception is { } exception
                    && !arguments.Context.CancellationToken.IsCancellationRequested && isTransient(exception)),
            Delay = TimeSpan.Zero,
            OnRetry = async arguments =>
            {
                // The wait is ours: a cancelled one of Polly's would go on in the thread pool.
                var wait = Wait(options, arguments.AttemptNumber, retryAfter?.Invoke(arguments.Outcome.Exception!), NextDouble());
                onRetry?.Invoke(arguments.Outcome.Exception!, arguments.AttemptNumber + 1, wait);
                await Pause.ForAsync(wait, timeProvider, arguments.Context.CancellationToken).ConfigureAwait(arguments.Context.ContinueOnCapturedContext);
            },
        }).Build();

        double NextDouble()
        {
            lock (random)
                return random.NextDouble();
        }
    }

    private static TimeSpan Wait(RetryOptions options, int attempt, TimeSpan? asked, double jitter)
    {
        var ceiling = options.BaseDelay * Math.Pow(2, Math.Min(attempt, 30));
        if (ceiling > options.MaxDelay)
            ceiling = options.MaxDelay;
        var wait = ceiling * jitter;
        if (asked > wait)
            wait = asked.Value;
        return wait < options.MaxDelay ? wait : options.MaxDelay;
    }
}
