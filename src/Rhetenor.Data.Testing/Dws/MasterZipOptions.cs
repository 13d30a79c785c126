namespace Rhetenor.Data.Testing;

/// <summary>How <see cref="MasterZipBuilder"/> builds a ZIP.</summary>
public sealed record MasterZipOptions
{
    /// <summary>The entry's name; null for the one DWS uses, such as <c>kospi_code.mst</c>.</summary>
    /// <value>Default null.</value>
    public string? EntryName { get; init; }

    /// <summary>Stores the content instead of compressing it.</summary>
    /// <value>Default false.</value>
    public bool Stored { get; init; }

    /// <summary>Adds the time in UTC as an extra field of the entry, as the ZIPs of DWS have it.</summary>
    /// <value>Default true.</value>
    public bool UtcTime { get; init; } = true;

    /// <summary>What is to be wrong.</summary>
    /// <value>Default <see cref="MasterZipDefect.None"/>.</value>
    public MasterZipDefect Defect { get; init; }
}
