namespace Rhetenor.Data.Hantoo;

/// <summary>An app key of a fleet, and what its calls have shown.</summary>
/// <param name="number">The number of the key, from 1.</param>
/// <param name="channel">Makes the calls.</param>
internal sealed class FleetKey(int number, HantooChannel channel)
{
    public int Number => number;

    public HantooChannel Channel => channel;

    /// <summary>Gets or sets the number of calls under way.</summary>
    public int UnderWay { get; set; }

    /// <summary>Gets or sets the number of calls made.</summary>
    public long Calls { get; set; }

    /// <summary>Gets or sets the time until which it is set aside; null while it is used.</summary>
    public DateTimeOffset? Until { get; set; }

    /// <summary>Gets or sets why it was set aside the last time.</summary>
    public HantooException? Failure { get; set; }

    /// <summary>Gets or sets how many times in a row it was set aside.</summary>
    public int Times { get; set; }

    /// <summary>Gets or sets the end of the one call that tries it while it is set aside: the failure, or null.</summary>
    public TaskCompletionSource<HantooException?>? Trial { get; set; }

    /// <summary>Gets or sets what ends the waits of calls when the key is set aside, so that they are made with the others at once. A call that is sent gets its
    /// answer.</summary>
    public CancellationTokenSource Leaving { get; set; } = new();

    /// <summary>Gets or sets the time of the last answer.</summary>
    public DateTimeOffset? Answered { get; set; }

    /// <summary>Gets or sets the time of the first of the failures since the last answer.</summary>
    public DateTimeOffset? Failing { get; set; }

    /// <summary>Gets or sets the number of failures since the last answer.</summary>
    public int Failures { get; set; }

    // In seconds. Refusals of calls as too many reduce the pace.
    public double FreeIn => (UnderWay + 1) / channel.Account.Limiter.PermitsPerSecond;

    public HantooFleetKey ToState() => new() { Number = number, CallsPerSecond = channel.CallsPerSecond, Calls = Calls, SetAsideUntil = Until, Failure = Until is null ? null : Failure };
}
