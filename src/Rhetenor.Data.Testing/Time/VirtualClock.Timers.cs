namespace Rhetenor.Data.Testing;

public sealed partial class VirtualClock
{
    private readonly SortedSet<VirtualTimer> _pending = new(Comparer<VirtualTimer>.Create(static (x, y) =>
        x.DueTicks != y.DueTicks ? x.DueTicks.CompareTo(y.DueTicks) : x.Sequence.CompareTo(y.Sequence)));

    private long _sequence;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private bool FireNext(long untilUtcTicks)
    {
        VirtualTimer timer;
        lock (_gate)
        {
            if (_pending.Min is not { } next || next.DueTicks > untilUtcTicks)
                return false;
            timer = next;
            _utcTicks = Math.Max(_utcTicks, timer.DueTicks);
            _pending.Remove(timer);
            if (timer.Period > TimeSpan.Zero)
                Schedule(timer, timer.DueTicks + timer.Period.Ticks);
        }

        timer.Fire();
        return true;
    }

    private void Schedule(VirtualTimer timer, long dueTicks)
    {
        timer.DueTicks = dueTicks;
        timer.Sequence = ++_sequence;
        _pending.Add(timer);
    }

    private sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state) : ITimer
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();
        private bool _disposed;

        public long DueTicks { get; set; }

        public long Sequence { get; set; }

        public TimeSpan Period { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
            ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);
            lock (clock._gate)
            {
                if (_disposed)
                    return false;
                clock._pending.Remove(this);
                Period = period;
                if (dueTime >= TimeSpan.Zero)
                    clock.Schedule(this, clock._utcTicks + dueTime.Ticks);
            }

            if (dueTime > TimeSpan.Zero)
                clock.WatchOver(DueTicks);
            return true;
        }

        public void Fire()
        {
            if (_context is null)
                callback(state);
            else
                ExecutionContext.Run(_context, static timer => ((VirtualTimer)timer!).Invoke(), this);
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                _disposed = true;
                clock._pending.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Invoke() => callback(state);
    }
}
