namespace Rhetenor.Data;

/// <summary>What is wrong with a master's ZIP.</summary>
public enum MasterZipError
{
    /// <summary>Not a ZIP file, or cut off.</summary>
    NotAZip,

    /// <summary>No entry of the expected name.</summary>
    EntryMissing,

    /// <summary>More than one entry.</summary>
    TooManyEntries,

    /// <summary>Encrypted, or compressed by a method other than stored and deflate.</summary>
    Unsupported,

    /// <summary>The entry is larger than the limit.</summary>
    TooLarge,

    /// <summary>The content's length or CRC-32 is not the one the ZIP declares.</summary>
    Corrupt,

    /// <summary>A kept ZIP lies under a date before the one it was written on.</summary>
    WrongDate,
}

/// <summary>A master's ZIP cannot be opened for certain. Nothing was stored.</summary>
public sealed class MasterZipException : RhetenorException
{
    /// <summary>Describes a bad ZIP.</summary>
    public MasterZipException(MasterZipError error, Market market, string message, Exception? innerException = null)
        : base($"The {market.ToKey()} master's ZIP is unusable ({error}): {message}", innerException)
    {
        Error = error;
        Market = market;
    }

    /// <summary>What is wrong.</summary>
    public MasterZipError Error { get; }

    /// <summary>The market whose file was read.</summary>
    public Market Market { get; }
}
