using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>Options for retrying failed operations. Waits double with each attempt and have full jitter.</summary>
public sealed record RetryOptions
{
    /// <summary>The maximum number of attempts, including the first.</summary>
    /// <value>Default 5; 1 to 1,000. A feed of ticks accepts any number from 1 on.</value>
    public int MaxAttempts { get; set; } = 5;

    /// <summary>The longest wait before the second attempt. It doubles with each further attempt.</summary>
    /// <value>Default 0.5 s.</value>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest wait between attempts. It also caps the <c>Retry-After</c> of a server.</summary>
    /// <value>Default 20 s.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The seed of the jitter; null takes a seed from the clock. Each component draws its waits from its own
    /// series, and the same seed repeats the series.</summary>
    /// <value>Default null.</value>
    public int? JitterSeed { get; set; }

    internal RetryOptions Checked(OptionCheck check, int most = 1_000) => this with
    {
        MaxAttempts = check.Within(MaxAttempts, 1, most),
        BaseDelay = check.Within(BaseDelay, TimeSpan.Zero, OptionCheck.Day),
        MaxDelay = check.Within(MaxDelay, TimeSpan.Zero, OptionCheck.Day),
    };
}
