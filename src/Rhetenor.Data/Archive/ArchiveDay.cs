namespace Rhetenor.Data;

/// <summary>A session as it was read.</summary>
/// <param name="Session">What the store held of it.</param>
/// <param name="Slices">Its bars: minutes ascending, symbols ordinal. They stay valid.</param>
/// <param name="Problems">What could not be read.</param>
internal sealed record ArchiveDay(ArchivedSession Session, IEnumerable<KlineSlice> Slices, IReadOnlyList<StoreProblem> Problems);
