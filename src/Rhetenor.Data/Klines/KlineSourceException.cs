namespace Rhetenor.Data;

/// <summary>What kept a kline source from answering.</summary>
public enum KlineSourceError
{
    /// <summary>The date is older than the source keeps minutes.</summary>
    HorizonExceeded,

    /// <summary>The pages do not lead back to the beginning of the range: the source repeats itself.</summary>
    NoProgress,

    /// <summary>No row of a symbol that, by the same answer, has traded on the day.</summary>
    Contradiction,
}

/// <summary>A kline source cannot give what was asked for. None of its rows is used.</summary>
public sealed class KlineSourceException : RhetenorException
{
    /// <summary>Describes the failure.</summary>
    public KlineSourceException(KlineSourceError error, string message)
        : base($"{error}: {message}") => Error = error;

    /// <summary>What kept the source from answering.</summary>
    public KlineSourceError Error { get; }
}
