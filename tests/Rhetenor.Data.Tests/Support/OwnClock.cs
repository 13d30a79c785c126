namespace Rhetenor.Data.Tests;

/// <summary>The clock of another process or host: its own object, and ahead of the first one if set so.</summary>
internal sealed class OwnClock(TimeProvider clock) : TimeProvider
{
    public override long TimestampFrequency => clock.TimestampFrequency;

    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + Ahead;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => clock.CreateTimer(callback, state, dueTime, period);
}
