using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>Options for a <see cref="HantooFleet"/>.</summary>
public sealed record HantooFleetOptions
{
    /// <summary>The time for which an app key is set aside when KIS refuses it. Then one request tries it again.</summary>
    /// <value>Default 1 min. It doubles with each further refusal.</value>
    public TimeSpan BaseDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest time for which an app key is set aside.</summary>
    /// <value>Default 30 min.</value>
    public TimeSpan MaxDelay { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The number of requests in a row that fail with an app key, while other keys get answers, after which it is set aside although KIS does not
    /// refuse it: <see cref="HantooError.Unavailable"/> and <see cref="HantooError.Rejected"/>.</summary>
    /// <value>Default 3.</value>
    public int Failures { get; set; } = 3;

    /// <summary>Returns how long a key is set aside.</summary>
    /// <param name="times">The number of times in a row that it was set aside before.</param>
    internal TimeSpan WaitAfter(int times) => Doubling.After(BaseDelay, MaxDelay, times);

    internal HantooFleetOptions Checked(OptionCheck check = default) => this with
    {
        BaseDelay = check.Within(BaseDelay, OptionCheck.Millisecond, OptionCheck.Day),
        MaxDelay = check.Within(MaxDelay, BaseDelay, OptionCheck.Day),
        Failures = check.Within(Failures, 1, 1_000),
    };
}
