using Rhetenor.Data.Core;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>Options for a <see cref="DirectoryObjectStore"/>.</summary>
public sealed record DirectoryObjectStoreOptions
{
    /// <summary>Gets or sets the largest object that is read or written, in bytes.</summary>
    /// <value>Default 64 MiB.</value>
    public int MaxObjectBytes { get; set; } = Defaults.MaxObjectBytes;

    /// <summary>Gets or sets the age at which unfinished files of killed processes are removed.</summary>
    /// <value>Default 1 day.</value>
    public TimeSpan UnfinishedFileAge { get; set; } = TimeSpan.FromDays(1);

    internal DirectoryObjectStoreOptions Checked(OptionCheck check = default) => this with
    {
        MaxObjectBytes = check.ObjectBytes(MaxObjectBytes),
        UnfinishedFileAge = check.Within(UnfinishedFileAge, TimeSpan.Zero, TimeSpan.FromDays(36_500)),
    };
}
