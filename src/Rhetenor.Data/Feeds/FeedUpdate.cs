namespace Rhetenor.Data.Feeds;

/// <summary>The bars of a session that became known at an instant.</summary>
/// <param name="Session">The session.</param>
/// <param name="Now">The instant.</param>
/// <param name="Symbols">The symbols.</param>
internal sealed record FeedUpdate(TradingSession Session, DateTimeOffset Now, IReadOnlyList<FeedSymbol> Symbols)
{
    /// <summary>Gets whether the bars are stored ones, which count as known at their ends.</summary>
    public bool IsHistory { get; init; }

    /// <summary>Gets whether the bars are made of ticks.</summary>
    public bool IsFromTicks { get; init; }
}

/// <summary>The bars of one symbol of a session that became known.</summary>
/// <param name="Symbol">The short code.</param>
/// <param name="Through">The last minute up to which all bars are known, Korean time; null when it is not known.</param>
/// <param name="Klines">Bars, some of which may be known already.</param>
internal sealed record FeedSymbol(string Symbol, DateTime? Through, IReadOnlyList<Kline> Klines);
