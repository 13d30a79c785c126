namespace Rhetenor.Data.Hantoo;

/// <summary>Gives one permit at a time, evenly spaced and in the order of asking, so that the limit holds in every second
/// wherever it begins.</summary>
/// <remarks>Runs on the clock's timers alone: a waiter goes on where the timer fires. The limiters of System.Threading.RateLimiting
/// run by the system's clock, and none changes its rate while callers wait.</remarks>
internal sealed partial class HantooRateLimiter
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _queue = new();
    private readonly TimeProvider _timeProvider;
    private readonly ITimer _timer;
    private double _perSecond;
    private TimeSpan _lateness;
    private long _free;

    /// <param name="perSecond">Permits a second.</param>
    /// <param name="timeProvider">The clock.</param>
    /// <param name="lateness">Up to this much of a permit's lateness, the next one is not late for it: timers fire a
    /// millisecond or two late, and the pace would lose that every time. Permits then are this much nearer at worst.</param>
    public HantooRateLimiter(double perSecond, TimeProvider timeProvider, TimeSpan lateness = default)
    {
        _perSecond = perSecond;
        _lateness = lateness;
        _timeProvider = timeProvider;
        _free = _changed = timeProvider.GetTimestamp();

        // The limiter serves many callers; it must not carry the context of the one who made it.
        using var context = ExecutionContext.IsFlowSuppressed() ? (AsyncFlowControl?)null : ExecutionContext.SuppressFlow();
        _timer = timeProvider.CreateTimer(static limiter => ((HantooRateLimiter)limiter!).GiveNext(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits for one's turn. A cancelled wait takes nothing from those behind it.</summary>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled(cancellationToken);
        var waiter = new Waiter(this, cancellationToken);
        lock (_gate)
        {
            var now = _timeProvider.GetTimestamp();
            if (_queue.Count == 0 && now >= _free)
            {
                Take(now);
                return Task.CompletedTask;
            }

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
            var now = _timeProvider.GetTimestamp();
            if (now >= _free)
            {
                _queue.RemoveFirst();
                Take(now);
            }

            if (_queue.Count > 0)
                Arm(now);
            if (first.List is not null)
                return;
            next = first.Value;
        }

        next.TrySetResult();
    }

    private void Take(long now)
    {
        var due = Math.Max(_free, now - (long)(_lateness.TotalSeconds * _timeProvider.TimestampFrequency));
        _free = due + (long)Math.Ceiling(_timeProvider.TimestampFrequency / CurrentRate(now));
    }

    private void Arm(long now)
    {
        var wait = _timeProvider.GetElapsedTime(now, _free);

        // The system's timers count whole milliseconds and may fire a little early: less than one would spin.
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

    // Completed where the timer fires: the request is then on its way before the next permit can be given.
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
