namespace Rhetenor.Data;

/// <summary>Options for one read of an archive.</summary>
public sealed record KlineReadOptions
{
    /// <summary>Gets the callback for every object or row that cannot be used. It is called before the bars of the session; the
    /// read then continues and ends without an exception. If null, the read throws an <see cref="UnreadableObjectsException"/>
    /// after all readable objects were read.</summary>
    /// <remarks>It may be called on another thread, one call at a time. An exception from the callback ends the read.</remarks>
    public Action<StoreProblem>? OnProblem { get; set; }

    /// <summary>Gets whether the memory of a session is reused for later sessions. A slice of <see cref="KlineArchive.ReadAsync"/>
    /// is then valid only until the next one is requested. Bars and histories may always be kept.</summary>
    /// <value>Default false: slices may be kept.</value>
    public bool ReuseBuffers { get; set; }

    internal KlineReadOptions Copy() => this with { };
}
