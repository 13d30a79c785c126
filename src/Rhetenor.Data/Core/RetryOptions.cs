using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>How often and how fast a failed operation is tried again. Waits double, with full jitter.</summary>
public sealed record RetryOptions
{
    /// <summary>Attempts in all, the first included.</summary>
    /// <value>Default 5; 1 to 1,000.</value>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>The longest wait before the second attempt; it doubles with each further one.</summary>
    /// <value>Default 0.5 s.</value>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest wait between attempts, also when a server asks for more by <c>Retry-After</c>.</summary>
    /// <value>Default 20 s.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The seed of the jitter; null takes one from the clock. Each component draws its waits from a series of its own,
    /// which the seed repeats.</summary>
    /// <value>Default null.</value>
    public int? JitterSeed { get; set; }

    internal RetryOptions Checked(OptionCheck check) => this with
    {
        MaxAttempts = check.Within(MaxAttempts, 1, 1_000),
        BaseDelay = check.Within(BaseDelay, TimeSpan.Zero, OptionCheck.Day),
        MaxDelay = check.Within(MaxDelay, TimeSpan.Zero, OptionCheck.Day),
    };
}
