namespace Rhetenor.Data.Testing;

/// <summary>What is wrong with a ZIP that <see cref="MasterZipBuilder"/> makes.</summary>
public enum MasterZipDefect
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>There are two entries of the same name; the second is empty.</summary>
    DuplicateEntry,

    /// <summary>One bit of the content differs from what the CRC-32 was taken of; lengths and compression are right.</summary>
    FlippedBit,

    /// <summary>The declared size is half the real one; the CRC-32 is that of the whole content.</summary>
    SmallerDeclaredSize,

    /// <summary>The entry says that it is encrypted.</summary>
    EncryptedFlag,

    /// <summary>The entry is compressed by a method (LZMA, 14) that few readers know.</summary>
    UnsupportedMethod,

    /// <summary>There is no entry at all.</summary>
    NoEntry,

    /// <summary>The file ends in the middle of the entry.</summary>
    Truncated,
}
