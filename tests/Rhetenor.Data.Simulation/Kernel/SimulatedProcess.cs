namespace Rhetenor.Data.Simulation;

/// <summary>A process of its own clock. Its clock is wrong by a skew, which may jump; waits are not.</summary>
internal sealed class SimulatedProcess(string name, Scheduler scheduler, TimeSpan skew) : TimeProvider
{
    private int _diesAt = int.MaxValue;

    public string Name => name;

    public bool IsDead { get; private set; }

    public TimeSpan Skew { get; set; } = skew;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public void Kill() => IsDead = true;

    /// <summary>Dies at a step of its own, some steps from now.</summary>
    public void DieAfter(int steps) => _diesAt = scheduler.Steps + steps;

    public bool DiesAt(int step) => step >= _diesAt;

    public override DateTimeOffset GetUtcNow() => scheduler.Instant + Skew;

    public override long GetTimestamp() => scheduler.Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        scheduler.RequireOwnThread("a timer");
        var timer = new SimulatedTimer(scheduler, this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }
}
