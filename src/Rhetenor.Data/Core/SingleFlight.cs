namespace Rhetenor.Data.Core;

/// <summary>Lets concurrent callers share one run of the same work.</summary>
/// <remarks>A caller that cancels does not affect the others. The work is cancelled when no caller waits any more. The framework shares
/// runs only in HybridCache, which keeps the values and uses the system clock.</remarks>
internal sealed class SingleFlight<TKey, TResult>
    where TKey : notnull
{
    private readonly Dictionary<TKey, Flight> _flights = [];
    private readonly Lock _gate = new();

    public async Task<TResult> RunAsync(TKey key, Func<CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Flight? flight;
        lock (_gate)
        {
            // A completed run is not joined: a caller that tries again after a failure expects a new run, not the old failure.
            if (!_flights.TryGetValue(key, out flight) || flight.HasLanded)
                _flights[key] = flight = new Flight(work);
            flight.Waiters++;
        }

        try
        {
            return await flight.Result.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(key, flight);
        }
    }

    private void Leave(TKey key, Flight flight)
    {
        lock (_gate)
        {
            if (--flight.Waiters > 0)
                return;
            if (_flights.TryGetValue(key, out var current) && current == flight)
                _flights.Remove(key);
        }

        flight.Dispose();
    }

    private sealed class Flight : IDisposable
    {
        private readonly CancellationTokenSource _cancellation = new();

        public Flight(Func<CancellationToken, Task<TResult>> work) => Result = new(() => work(_cancellation.Token));

        public Lazy<Task<TResult>> Result { get; }

        public int Waiters { get; set; }

        public bool HasLanded => Result.IsValueCreated && Result.Value.IsCompleted;

        public void Dispose()
        {
            _cancellation.Cancel();
            _cancellation.Dispose();

            // Work that no caller waits for may still fail. Its exception is observed here.
            _ = Result.Value.ContinueWith(
                static task => task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }
}
