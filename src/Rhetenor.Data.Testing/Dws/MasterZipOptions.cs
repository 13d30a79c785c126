namespace Rhetenor.Data.Testing;

/// <summary>Options for <see cref="MasterZipBuilder"/>.</summary>
public sealed record MasterZipOptions
{
    /// <summary>The name of the entry; null for the name used by DWS, such as <c>kospi_code.mst</c>.</summary>
    /// <value>Default null.</value>
    public string? EntryName { get; init; }

    /// <summary>Whether the content is stored without compression.</summary>
    /// <value>Default false.</value>
    public bool Stored { get; init; }

    /// <summary>Whether the time in UTC is added as an extra field of the entry, as in the ZIPs of DWS.</summary>
    /// <value>Default true.</value>
    public bool UtcTime { get; init; } = true;

    /// <summary>The defect of the ZIP.</summary>
    /// <value>Default <see cref="MasterZipDefect.None"/>.</value>
    public MasterZipDefect Defect { get; init; }
}
