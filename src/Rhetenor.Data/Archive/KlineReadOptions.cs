namespace Rhetenor.Data;

/// <summary>Options for one read of an archive.</summary>
public sealed record KlineReadOptions
{
    /// <summary>Gets what is called for every object, or row, that cannot be used, before the bars of its session; then reading goes on,
    /// and ends without an exception. Null ends with one, after everything readable was read.</summary>
    /// <remarks>It may be called on another thread, one call at a time. What it throws ends the read.</remarks>
    public Action<StoreProblem>? OnProblem { get; set; }

    /// <summary>Gets whether the memory of a session is used again for later ones. A slice of <see cref="KlineArchive.ReadAsync"/> is then
    /// void as soon as the next one is asked for; bars, and histories, may be kept in any case.</summary>
    /// <value>Default false: slices may be kept.</value>
    public bool ReuseBuffers { get; set; }

    internal KlineReadOptions Copy() => this with { };
}
