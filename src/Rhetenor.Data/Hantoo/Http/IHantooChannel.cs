namespace Rhetenor.Data.Hantoo;

/// <summary>Makes the calls of a <see cref="HantooClient"/>: with one app key, or with those of a fleet.</summary>
internal interface IHantooChannel
{
    /// <summary>Gets the estimated time at KIS, Korean time; this machine's own time before its first answer.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Gets whether an answer has shown the time at KIS.</summary>
    bool IsTimeKnown { get; }

    /// <summary>Gets the maximum number of calls per second.</summary>
    double CallsPerSecond { get; }

    /// <summary>Gets the account of the app key; of a fleet, that of the first one.</summary>
    HantooAccount Account { get; }

    /// <summary>Gets the approval keys of <see cref="Account"/>.</summary>
    HantooApprovals Approvals { get; }

    int MaxJsonDepth { get; }

    /// <inheritdoc cref="HantooAccount.Waiting"/>
    event EventHandler<DateTimeOffset>? Waiting;

    /// <summary>Gets a token if there is none.</summary>
    /// <exception cref="HantooException">No token could be obtained.</exception>
    Task EnsureTokenAsync(CancellationToken cancellationToken);

    /// <exception cref="HantooException">KIS gave no usable answer.</exception>
    Task<T> CallAsync<T>(HantooCall call, HantooParser<T> parse, CancellationToken cancellationToken);
}
