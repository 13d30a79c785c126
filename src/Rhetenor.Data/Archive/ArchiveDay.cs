using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Archive;

/// <summary>One session after reading.</summary>
/// <param name="Buffers">The memory of the bars. The bars are valid until it is used for another session.</param>
/// <param name="Bars">The bars, minutes ascending, symbols in ordinal order.</param>
/// <param name="Problems">The objects and rows that could not be read.</param>
internal sealed record ArchiveDay(SessionBuffers Buffers, KlineTable Bars, IReadOnlyList<StoreProblem> Problems)
{
    /// <summary>Gets the minutes that have bars.</summary>
    public IEnumerable<KlineSlice> Slices => Bars.Where(slice => slice.Count > 0);
}
