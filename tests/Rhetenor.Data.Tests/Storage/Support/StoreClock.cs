namespace Rhetenor.Data.Tests;

/// <summary>
/// A clock on which waits between attempts pass at once, and deadlines only when a test lets them: no test sleeps.
/// </summary>
internal sealed class StoreClock : TimeProvider
{
    private readonly List<Timer> _pending = [];
    private readonly Lock _lock = new();
    private DateTimeOffset _now = new(2026, 1, 26, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Timers up to this length fire at once, moving the clock.</summary>
    public TimeSpan ShortWait { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The waits that passed, in order.</summary>
    public List<TimeSpan> Waits { get; } = [];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    /// <summary>Moves the clock and fires what falls due.</summary>
    public void Advance(TimeSpan by)
    {
        List<Timer> due;
        lock (_lock)
        {
            _now += by;
            due = _pending.FindAll(timer => timer.Due <= _now);
            _pending.RemoveAll(due.Contains);
        }

        due.ForEach(timer => timer.Fire());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private void Start(Timer timer, TimeSpan dueTime)
    {
        lock (_lock)
        {
            _pending.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
                return;
            timer.Due = _now + dueTime;
            if (dueTime > ShortWait)
            {
                _pending.Add(timer);
                return;
            }

            Waits.Add(dueTime);
            _now += dueTime;
        }

        timer.Fire();
    }

    private void Stop(Timer timer)
    {
        lock (_lock)
            _pending.Remove(timer);
    }

    private sealed class Timer(StoreClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock.Start(this, dueTime);
            return true;
        }

        public void Dispose() => clock.Stop(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
