using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Archive;

/// <summary>One session after reading.</summary>
/// <param name="Buffers">The memory of the bars. The bars are valid until it is used for another session.</param>
/// <param name="Bars">The bars, minutes ascending, symbols in ordinal order.</param>
/// <param name="Problems">The objects and rows that could not be read.</param>
/// <param name="Date">The Korean date.</param>
/// <param name="Retrievals">The dates on which the bars were fetched, each with its symbols; null for all symbols.</param>
internal sealed record ArchiveDay(
    SessionBuffers Buffers, KlineTable Bars, IReadOnlyList<StoreProblem> Problems, DateOnly Date, IReadOnlyList<(DateOnly Fetched, IReadOnlySet<string>? Symbols)> Retrievals)
{
    /// <summary>Gets the latest time at which a bar was fetched, Korean time; null when there is none.</summary>
    public DateTime? Fetched { get; init; }

    /// <summary>Gets the minutes that have bars.</summary>
    public IEnumerable<KlineSlice> Slices => Bars.Where(slice => slice.Count > 0);

    /// <summary>Adds the day to a history.</summary>
    public void AddTo(KlineHistoryBuilder builder)
    {
        builder.Add(Slices);
        builder.Retrievals.Add(Date, Retrievals);
    }
}
