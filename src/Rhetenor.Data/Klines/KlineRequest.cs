namespace Rhetenor.Data;

/// <summary>What is asked of an <see cref="IKlineSource"/>.</summary>
/// <param name="Symbol">The short code.</param>
/// <param name="Session">The session.</param>
/// <param name="After">Only minutes later than this one, Korean time; null for the day from its first minute.</param>
/// <param name="Until">No minute later than this one, Korean time.</param>
public sealed record KlineRequest(string Symbol, TradingSession Session, DateTime? After, DateTime Until)
{
    /// <summary>The day's shares before the range, by what was stored when the plan was made.</summary>
    internal long SharesBefore { get; init; }
}

/// <summary>What an <see cref="IKlineSource"/> answered.</summary>
/// <param name="Rows">Rows of the session's date with minutes in the range asked for, ascending.</param>
/// <param name="Answer">What the answer says about the symbol.</param>
/// <param name="CompletedThrough">The last minute that was over, by the server's clock, when the newest rows were answered:
/// minutes up to it without a row had no trade. Null when none was over.</param>
/// <param name="Calls">Calls made, repeated ones not counted.</param>
public sealed record KlineFetch(IReadOnlyList<MinuteRow> Rows, KlineAnswer Answer, DateTime? CompletedThrough, int Calls)
{
    /// <summary>When the newest rows were answered, by the server's clock: it decides whether they are final. Null for the time at
    /// which the answer is taken.</summary>
    public DateTimeOffset? Answered { get; init; }
}

/// <summary>What an answer says about a symbol.</summary>
public enum KlineAnswer
{
    /// <summary>Rows, or rows of an earlier day only: the symbol is known and the range is covered.</summary>
    Covered,

    /// <summary>Nothing at all, not even an earlier day: whether the symbol trades here is not known.</summary>
    Nothing,
}
