namespace Rhetenor.Data;

/// <summary>Where a master came from.</summary>
public enum MasterOrigin
{
    /// <summary>Parsed from bytes the caller had.</summary>
    Bytes,

    /// <summary>The store's cached JSON.</summary>
    Cache,

    /// <summary>The store's raw ZIP: the JSON was missing or unusable.</summary>
    RawArchive,

    /// <summary>Downloaded just now.</summary>
    Download,
}
