namespace Rhetenor.Data;

/// <summary>How a range is read.</summary>
public sealed record KlineReadOptions
{
    /// <summary>Reads what was known at this instant: what was retrieved later is left out. Null reads the latest.</summary>
    /// <remarks>Retrieval times are whole seconds. Compacted objects keep every value and its retrieval, unless
    /// <see cref="KlineCompactorOptions.KeepVersions"/> was switched off.</remarks>
    public DateTimeOffset? AsOf { get; set; }

    /// <summary>Told of every object, or row, that cannot be used, before the bars of its session; then reading goes on, and
    /// ends without an exception. Null ends with one, after everything readable was read.</summary>
    /// <remarks>It may be called on another thread, one call at a time. What it throws ends the read.</remarks>
    public Action<StoreProblem>? OnProblem { get; set; }

    /// <summary>Whether the memory of a session is used again for later ones. A slice of <see cref="KlineArchive.ReadAsync"/> is then
    /// void as soon as the next one is asked for; bars, and histories, may be kept in any case.</summary>
    /// <value>Default false: slices may be kept.</value>
    public bool ReusesMemory { get; set; }

    internal DateTime? AsOfKorea => AsOf?.ToOffset(KoreaTime.Offset).DateTime;

    internal KlineReadOptions Copy() => this with { };
}
