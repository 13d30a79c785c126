namespace Rhetenor.Data.Testing;

/// <summary>The defects of a ZIP that <see cref="MasterZipBuilder"/> can build.</summary>
public enum MasterZipDefect
{
    /// <summary>No defect.</summary>
    None,

    /// <summary>There are two entries of the same name; the second is empty.</summary>
    DuplicateEntry,

    /// <summary>One bit of the content differs from the content that the CRC-32 was computed from. Lengths and compression are
    /// correct.</summary>
    FlippedBit,

    /// <summary>The declared size is half the real one. The CRC-32 is that of the whole content.</summary>
    SmallerDeclaredSize,

    /// <summary>The entry is marked as encrypted.</summary>
    EncryptedFlag,

    /// <summary>The entry uses a compression method (LZMA, 14) that few readers support.</summary>
    UnsupportedMethod,

    /// <summary>There is no entry.</summary>
    NoEntry,

    /// <summary>The file ends in the middle of the entry.</summary>
    Truncated,
}
