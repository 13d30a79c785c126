namespace Rhetenor.Data.Testing;

/// <summary>Options for <see cref="SimulatedTicks"/>: its limits, and its faults. Rates are from 0 to 1; the same seed and order of messages meet the same
/// faults.</summary>
public sealed record SimulatedTicksOptions
{
    /// <summary>The seed of the faults.</summary>
    /// <value>Default 1.</value>
    public int Seed { get; init; } = 1;

    /// <summary>The number of registrations accepted on a connection.</summary>
    /// <value>Default 41.</value>
    public int MaxRegistrations { get; init; } = 41;

    /// <summary>The time after which a ping is sent.</summary>
    /// <value>Default 10 s.</value>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The time from a trade to its message.</summary>
    /// <value>Default 200 ms.</value>
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The number of fields appended to the 46 known ones of each record.</summary>
    /// <value>Default none.</value>
    public int AppendedFields { get; init; }

    /// <summary>The most bytes of a fragment; messages have as many fragments as they need.</summary>
    /// <value>Default: one fragment.</value>
    public int FragmentBytes { get; init; } = int.MaxValue;

    /// <summary>The rate of frames that are not sent.</summary>
    public double LossRate { get; init; }

    /// <summary>The rate of frames that are sent twice.</summary>
    public double RepeatRate { get; init; }

    /// <summary>The rate of frames whose records are in reverse order.</summary>
    public double ReverseRate { get; init; }

    /// <summary>The rate of frames that are sent after the next one.</summary>
    public double LateRate { get; init; }

    /// <summary>The rate of frames of which only the first half is sent.</summary>
    public double HalfRate { get; init; }

    /// <summary>The symbols whose registration is refused.</summary>
    public IReadOnlyList<string> RefusedSymbols { get; init; } = [];

    /// <summary>The instants at which every connection is lost.</summary>
    public IReadOnlyList<DateTimeOffset> Disconnections { get; init; } = [];

    /// <summary>The periods without connections. Open ones are lost at their beginning.</summary>
    public IReadOnlyList<KisMaintenance> Maintenance { get; init; } = [];

    /// <summary>The periods in which nothing is sent on open connections.</summary>
    public IReadOnlyList<KisMaintenance> Silences { get; init; } = [];
}
