namespace Rhetenor.Data.Klines;

/// <summary>The coverage of one symbol on one day. A covered minute without a bar had no trade; any other minute without a bar is
/// unknown.</summary>
/// <param name="State">The state: <see cref="SymbolDayState.Complete"/> for bars, <see cref="SymbolDayState.NoTrades"/>,
/// <see cref="SymbolDayState.Halted"/>, <see cref="SymbolDayState.NotListed"/>, or <see cref="SymbolDayState.Failed"/>.</param>
/// <param name="Through">The last covered minute, as Korean time of day, inclusive; null when none is covered.</param>
/// <param name="IsFinal">Whether the day is covered to its end and was fetched after its figures had settled.</param>
/// <param name="Reason">The reason, for people; null when there is none.</param>
internal sealed record KlineSymbolCoverage(SymbolDayState State, TimeOnly? Through, bool IsFinal = false, string? Reason = null)
{
    /// <summary>Gets whether the next session's master may contradict the entry: it was not known to the reading, and no row of the last minute shows
    /// the end of the day. The other facts come from the same source as the rows, and may be as old.</summary>
    public bool IsOpenToMaster => !Witnesses.HasFlag(KlineWitnesses.NextMaster) && State switch
    {
        SymbolDayState.NoTrades or SymbolDayState.Halted or SymbolDayState.NotListed => true,
        SymbolDayState.Complete => IsFinal && !Witnesses.HasFlag(KlineWitnesses.LastMinute),
        _ => false,
    };

    /// <summary>Gets what shows that the bars are all of them, or that there are none.</summary>
    public KlineWitnesses Witnesses { get; init; }

    /// <summary>Gets the time, in Korean time, of the first answer of the settled day that left a doubt; null when there is none. Fractions
    /// of a second are not stored.</summary>
    public DateTime? Doubted { get; init; }

    /// <summary>Gets the Korean date as of which KIS had adjusted the prices and volumes of the stored bars; null for the session's own
    /// date, when they were not adjusted yet. Bars of two such dates are not comparable after a split.</summary>
    public DateOnly? PricesAsOf { get; init; }
}
