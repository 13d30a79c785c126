namespace Rhetenor.Data;

/// <summary>How far one symbol of a day is covered. No bar in a covered minute means no trade; in another one, nothing.</summary>
/// <param name="State">What is covered: <see cref="SymbolDayState.Complete"/> for bars, <see cref="SymbolDayState.NoTrades"/>,
/// <see cref="SymbolDayState.Halted"/>, <see cref="SymbolDayState.NotListed"/>, or <see cref="SymbolDayState.Failed"/>.</param>
/// <param name="Through">The last minute covered, Korean time of day, that minute included; null when none is.</param>
/// <param name="IsFinal">Whether the day is covered to its end, and was fetched after its figures had settled.</param>
/// <param name="Reason">Why, for people; null when there is nothing to say.</param>
public sealed record KlineSymbolCoverage(SymbolDayState State, TimeOnly? Through, bool IsFinal = false, string? Reason = null);
