namespace Rhetenor.Data;

/// <summary>How often and how fast a failed operation is tried again. Waits double, with full jitter.</summary>
public sealed record RetryOptions
{
    /// <summary>Attempts in all, the first included.</summary>
    /// <value>Default 5; at least 1.</value>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>The longest wait before the second attempt; it doubles with each further one.</summary>
    /// <value>Default 0.5 s.</value>
    public TimeSpan BaseDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest wait between attempts, also when a server asks for more by <c>Retry-After</c>.</summary>
    /// <value>Default 20 s.</value>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The seed of the jitter; null takes one from the clock. Each component draws its waits from a series of its own,
    /// which the seed repeats.</summary>
    /// <value>Default null.</value>
    public int? JitterSeed { get; init; }
}
