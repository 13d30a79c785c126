using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>What is asked of an <see cref="IKlineSource"/>.</summary>
/// <param name="Symbol">The short code.</param>
/// <param name="Session">The session.</param>
/// <param name="After">Only minutes later than this one, Korean time; null for the day from its first minute.</param>
/// <param name="Until">No minute later than this one, Korean time.</param>
public sealed record KlineRequest(string Symbol, TradingSession Session, DateTime? After, DateTime Until)
{
    /// <summary>How long after its end a minute is taken as over, by the source's clock.</summary>
    /// <value>Default 10 s; a logger sets its own, <see cref="KlineLoggerOptions.SettleMargin"/>.</value>
    public TimeSpan SettleMargin { get; init; } = Defaults.SettleMargin;

    /// <summary>The day's shares before the range, by what was stored when the plan was made.</summary>
    internal long SharesBefore { get; init; }
}

/// <summary>What an <see cref="IKlineSource"/> answered.</summary>
/// <param name="Rows">Rows of the session's date with minutes in the range asked for, in any order; of two rows of one minute the last counts.</param>
/// <param name="CompletedThrough">The last minute that was over, by the server's clock, when the newest rows were answered:
/// minutes up to it without a row had no trade. Null when none was over.</param>
public sealed record KlineFetch(IReadOnlyList<MinuteRow> Rows, DateTime? CompletedThrough)
{
    /// <summary>What the answer says about the symbol: <see cref="SymbolDayState.Complete"/> when the range is covered,
    /// <see cref="SymbolDayState.Doubtful"/> when there is nothing at all, not even of an earlier day, so that nobody knows whether
    /// the symbol trades here.</summary>
    /// <value>Default <see cref="SymbolDayState.Complete"/>.</value>
    public SymbolDayState State { get; init; }

    /// <summary>Calls made, repeated ones not counted.</summary>
    /// <value>Default 1.</value>
    public int Calls { get; init; } = 1;

    /// <summary>When the newest rows were answered, by the server's clock: it decides whether they are final. Null for the time at
    /// which the answer is taken.</summary>
    public DateTimeOffset? Answered { get; init; }
}
