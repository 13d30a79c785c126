namespace Rhetenor.Data.Tests.Hantoo;

/// <summary>A clock whose timers fire late, as an operating system's do.</summary>
internal sealed class LateClock(TimeProvider clock, Func<int> milliseconds) : TimeProvider
{
    public override long TimestampFrequency => clock.TimestampFrequency;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new LateTimer(clock.CreateTimer(callback, state, Late(dueTime), period), this);

    private TimeSpan Late(TimeSpan dueTime) =>
        dueTime == Timeout.InfiniteTimeSpan ? dueTime : dueTime + TimeSpan.FromMilliseconds(milliseconds());

    private sealed class LateTimer(ITimer timer, LateClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Late(dueTime), period);

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
