namespace Rhetenor.Data.Format;

/// <summary>A line of a compacted object.</summary>
/// <param name="Slice">The minute and the bars.</param>
/// <param name="Retrieval">The time at which the bars were fetched, in Korean time; the latest time in a merged line. Default for
/// none.</param>
/// <param name="IsMerged">Whether the line merges the preceding lines of its minute, for readers that use only the last one.</param>
internal readonly record struct KlineLine(KlineSlice Slice, DateTime Retrieval = default, bool IsMerged = false);
