namespace Rhetenor.Data.Testing;

/// <summary>Options for a <see cref="VirtualClock"/>.</summary>
public sealed record VirtualClockOptions
{
    /// <summary>The local time zone of the clock. Code under test must not depend on it.</summary>
    /// <value>Default UTC.</value>
    public TimeZoneInfo LocalTimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The maximum real time that <c>RunAsync</c> lets busy pool threads finish before it moves the clock.</summary>
    /// <value>Default 1 s. An idle pool costs no time. Work that <c>RunAsync</c> starts waits for the threads of others for a tenth of
    /// it at most; threads that block for longer cost a 500th of it from then on.</value>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The maximum real time that <c>RunAsync</c> waits for work that has no timer pending, and after which work that waits on a clock that
    /// nobody moves is reported.</summary>
    /// <value>Default 10 s.</value>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The maximum virtual time by which one <c>RunAsync</c> may move the clock.</summary>
    /// <value>Default 30 days.</value>
    public TimeSpan Horizon { get; init; } = TimeSpan.FromDays(30);
}
