namespace Rhetenor.Data.Masters;

/// <summary>The origin of a master.</summary>
internal enum MasterOrigin
{
    /// <summary>Parsed from bytes of the caller.</summary>
    Bytes,

    /// <summary>Read from the cached JSON in the store.</summary>
    Cache,

    /// <summary>Read from the raw ZIP in the store because the JSON was missing or invalid.</summary>
    RawArchive,

    /// <summary>Downloaded in this call.</summary>
    Download,
}
