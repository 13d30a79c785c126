namespace Rhetenor.Data.Core;

/// <summary>Lets concurrent callers of the same work share one run of it.</summary>
/// <remarks>A caller who cancels leaves the others undisturbed; the work is cancelled when nobody waits any more. The framework
/// shares runs only inside HybridCache, for values that it then keeps, by the system's clock.</remarks>
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
            // A flight that has landed is not joined: whoever tries again after a failure wants a new run, not the old failure.
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

            // Work that nobody waits for may still fail; that failure has no reader.
            _ = Result.Value.ContinueWith(
                static task => task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }
}
