namespace Rhetenor.Data;

/// <summary>Limits of a <see cref="DirectoryObjectStore"/>.</summary>
public sealed record DirectoryObjectStoreOptions
{
    /// <summary>The largest object read or written, in bytes.</summary>
    /// <value>Default 64 MiB.</value>
    public int MaxObjectBytes { get; init; } = 64 << 20;

    /// <summary>The age at which an unfinished file that a killed process left behind is removed.</summary>
    /// <value>Default 1 day.</value>
    public TimeSpan UnfinishedFileAge { get; init; } = TimeSpan.FromDays(1);
}
