namespace Rhetenor.Data.Format;

/// <summary>A line as compacted objects have it.</summary>
/// <param name="Slice">Its minute and bars.</param>
/// <param name="Retrieval">When the bars were fetched, Korean time; of a merged line, the latest of them. Default for none.</param>
/// <param name="IsMerged">Whether it repeats what the lines of its minute before it say together, for readers that take the last one.</param>
internal readonly record struct KlineLine(KlineSlice Slice, DateTime Retrieval = default, bool IsMerged = false);
