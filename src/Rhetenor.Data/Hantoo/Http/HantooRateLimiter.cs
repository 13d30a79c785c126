namespace Rhetenor.Data.Hantoo;

/// <summary>Issues one permit at a time, evenly spaced and in the order of the requests, so that the limit holds in every
/// one-second window. A <see cref="PaceFile"/> extends this to all processes of a host.</summary>
/// <remarks>It uses the clock's timers only: a waiter continues where the timer fires. The limiters of
/// System.Threading.RateLimiting use the system's clock, and none of them can change its rate while callers wait.</remarks>
internal sealed partial class HantooRateLimiter
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _queue = new();
    private readonly TimeProvider _timeProvider;
    private readonly ITimer _timer;
    private double _perSecond;
    private TimeSpan _lateness;

    /// <param name="perSecond">The number of permits per second.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="lateness">Timer lateness up to this amount does not delay the next permit. Timers fire one or two milliseconds
    /// late, and the pace would lose that time for every permit. In the worst case, two permits are closer together by this
    /// amount.</param>
    public HantooRateLimiter(double perSecond, TimeProvider timeProvider, TimeSpan lateness = default)
    {
        _perSecond = perSecond;
        _lateness = lateness;
        _timeProvider = timeProvider;
        _pace = Pace.New(Now);

        // The limiter serves many callers. It must not capture the execution context of the caller that created it.
        using var context = ExecutionContext.IsFlowSuppressed() ? (AsyncFlowControl?)null : ExecutionContext.SuppressFlow();
        _timer = timeProvider.CreateTimer(static limiter => ((HantooRateLimiter)limiter!).GiveNext(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits for a permit. A cancelled wait takes no permit from the callers behind it.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        var waiter = new Waiter(this, cancellationToken);
        lock (_gate)
        {
            var now = Now;
            if (_queue.Count == 0 && TryTake(now))
                return Task.CompletedTask;
            waiter.Place = _queue.AddLast(waiter);
            if (_queue.Count == 1)
                Arm(now);
        }

        return waiter.WaitAsync();
    }

    private void GiveNext()
    {
        Waiter next;
        lock (_gate)
        {
            if (_queue.First is not { } first)
                return;
            var now = Now;
            if (TryTake(now))
                _queue.RemoveFirst();
            if (_queue.Count > 0)
                Arm(now);
            if (first.List is not null)
                return;
            next = first.Value;
        }

        next.TrySetResult();
    }

    private void Arm(TimeSpan now)
    {
        var wait = _pace.Free - now;

        // After a permit of its own, a process lets the others that wait for the same one go first. It then still is not late.
        if (_isLastOwn && _file is not null)
            wait += _lateness / 2;

        // The system's timers count whole milliseconds and may fire slightly early. A shorter wait would spin.
        _timer.Change(wait > TimeSpan.FromMilliseconds(1) ? wait : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
    }

    private void Leave(Waiter waiter)
    {
        lock (_gate)
        {
            if (waiter.Place?.List is null)
                return;
            _queue.Remove(waiter.Place);
        }

        waiter.TrySetCanceled(waiter.CancellationToken);
    }

    // Completed synchronously where the timer fires: the request is then sent before the next permit can be issued.
    private sealed class Waiter(HantooRateLimiter limiter, CancellationToken cancellationToken) : TaskCompletionSource
    {
        public CancellationToken CancellationToken => cancellationToken;

        public LinkedListNode<Waiter>? Place { get; set; }

        public async Task WaitAsync()
        {
            using var registration = cancellationToken.UnsafeRegister(static waiter => ((Waiter)waiter!).LeaveQueue(), this);
            await Task.ConfigureAwait(false);
        }

        private void LeaveQueue() => limiter.Leave(this);
    }
}
