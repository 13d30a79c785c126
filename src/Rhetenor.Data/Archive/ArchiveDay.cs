using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Archive;

/// <summary>A session as it was read.</summary>
/// <param name="Buffers">What its bars are in: they are valid as long as it is not used for another session.</param>
/// <param name="Bars">Its bars: minutes ascending, symbols ordinal.</param>
/// <param name="Problems">What could not be read.</param>
internal sealed record ArchiveDay(SessionBuffers Buffers, KlineTable Bars, IReadOnlyList<StoreProblem> Problems)
{
    /// <summary>The minutes that have bars.</summary>
    public IEnumerable<KlineSlice> Slices => Bars.Where(slice => slice.Count > 0);
}
