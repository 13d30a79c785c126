namespace Rhetenor.Data.Testing;

/// <summary>How a <see cref="VirtualClock"/> behaves.</summary>
public sealed record VirtualClockOptions
{
    /// <summary>The zone the clock reports as the host's own. Code under test must not depend on it.</summary>
    /// <value>Default UTC.</value>
    public TimeZoneInfo LocalTimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>How long, in real time, <c>RunAsync</c> lets busy threads of the pool finish before it moves the clock.</summary>
    /// <value>Default 1 s; an idle pool costs nothing, and threads that block for longer cost a 500th of it from then on.</value>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long, in real time, <c>RunAsync</c> waits for work that has no timer pending before it gives up.</summary>
    /// <value>Default 10 s.</value>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How far, in virtual time, one <c>RunAsync</c> may move the clock before it gives up.</summary>
    /// <value>Default 30 days.</value>
    public TimeSpan Horizon { get; init; } = TimeSpan.FromDays(30);
}
