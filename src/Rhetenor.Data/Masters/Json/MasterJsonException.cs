namespace Rhetenor.Data;

/// <summary>What is wrong with a cached master.</summary>
public enum MasterJsonError
{
    /// <summary>Not JSON, or cut off.</summary>
    Malformed,

    /// <summary>JSON of another shape, or with a name twice.</summary>
    UnexpectedShape,

    /// <summary>No record at all.</summary>
    Empty,

    /// <summary>The records are another market's.</summary>
    WrongMarket,

    /// <summary>Every field after the name is shifted by one byte: it was written by a parser that took 228 or 222
    /// bytes for the tail, counting the newline, and its values are wrong.</summary>
    ShiftedTail,
}

/// <summary>A cached master cannot be used. The object was left as it is.</summary>
public sealed class MasterJsonException : RhetenorException
{
    /// <summary>Describes a bad cached master.</summary>
    public MasterJsonException(MasterJsonError error, Market market, string message, Exception? innerException = null)
        : base($"The cached {market.ToKey()} master is unusable ({error}): {message}", innerException)
    {
        Error = error;
        Market = market;
    }

    /// <summary>What is wrong.</summary>
    public MasterJsonError Error { get; }

    /// <summary>The market the cached object is of.</summary>
    public Market Market { get; }
}
