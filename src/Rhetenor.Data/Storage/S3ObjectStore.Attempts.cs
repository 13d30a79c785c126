using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

public sealed partial class S3ObjectStore
{
    private async Task<T> RunAsync<T>(
        string operation, string key, Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return await _retries.RunAsync((operation, key), token => BeforeDeadlineAsync(attempt, token), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException($"The {operation} of '{key}' was cancelled.", exception, cancellationToken);
        }
        catch (Exception exception) when (exception is not ObjectStoreException)
        {
            throw S3ObjectStoreFailure.Of(exception).ToException(key, exception);
        }
    }

    // The client's own timeout is about 25 days and does not cover the body.
    private async Task<T> BeforeDeadlineAsync<T>(Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_options.Timeout, _timeProvider);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            return await attempt(linked.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no complete answer within {_options.Timeout.TotalSeconds:0.###} s", exception);
        }
    }
}
