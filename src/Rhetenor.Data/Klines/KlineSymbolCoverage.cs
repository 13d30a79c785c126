namespace Rhetenor.Data;

/// <summary>The coverage of one symbol on one day. A covered minute without a bar had no trade; any other minute without a bar is
/// unknown.</summary>
/// <param name="State">The state: <see cref="SymbolDayState.Complete"/> for bars, <see cref="SymbolDayState.NoTrades"/>,
/// <see cref="SymbolDayState.Halted"/>, <see cref="SymbolDayState.NotListed"/>, or <see cref="SymbolDayState.Failed"/>.</param>
/// <param name="Through">The last covered minute, as Korean time of day, inclusive; null when none is covered.</param>
/// <param name="IsFinal">Whether the day is covered to its end and was fetched after its figures had settled.</param>
/// <param name="Reason">The reason, for people; null when there is none.</param>
public sealed record KlineSymbolCoverage(SymbolDayState State, TimeOnly? Through, bool IsFinal = false, string? Reason = null);
