namespace Rhetenor.Data;

/// <summary>What is wrong with the bytes of a kline object.</summary>
public enum KlineObjectError
{
    /// <summary>Not zstd.</summary>
    NotZstd,

    /// <summary>Empty, cut off, damaged, or followed by something else.</summary>
    Corrupt,

    /// <summary>More text, or more text for its size, than the limits allow.</summary>
    TooLarge,

    /// <summary>It asks for more memory than the limits allow.</summary>
    WindowTooLarge,

    /// <summary>It was compressed with a dictionary.</summary>
    NeedsDictionary,
}

/// <summary>A kline object cannot be decompressed. Nothing of it is used.</summary>
public sealed class KlineObjectException : RhetenorException
{
    /// <summary>Describes the object.</summary>
    public KlineObjectException(KlineObjectError error, string message, Exception? innerException = null)
        : base($"The kline object is unusable ({error}): {message}", innerException) => Error = error;

    /// <summary>What is wrong.</summary>
    public KlineObjectError Error { get; }
}
