using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>A line of an object of daily bars.</summary>
/// <param name="Date">The session.</param>
/// <param name="Retrieval">The time at which the bars were fetched, in a compacted object; otherwise default.</param>
/// <param name="Bars">The bars, symbols in ordinal order.</param>
internal sealed record DailyLine(DateOnly Date, DateTime Retrieval, IReadOnlyList<KeyValuePair<string, DailyBar>> Bars);
