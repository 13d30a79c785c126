namespace Rhetenor.Data;

/// <summary>A published session (거래일).</summary>
/// <param name="Date">The Korean date.</param>
/// <param name="Bars">The number of bars.</param>
/// <param name="Shares">The sum of their volumes, in shares.</param>
/// <param name="Source">A hash of the names and sizes of the archive's objects that the bars were read from. An exclamation mark
/// follows when something of them could not be read.</param>
/// <param name="Retrieved">The dates on which the bars were fetched, which tell whether their prices account for a later split; null in
/// manifests that do not contain them.</param>
public sealed record KlineDatasetSession(
    DateOnly Date, long Bars, long Shares, string Source, IReadOnlyList<KlineDatasetRetrieval>? Retrieved = null);

/// <summary>A date on which bars of a session were fetched.</summary>
/// <param name="Date">The Korean date.</param>
/// <param name="Symbols">The symbols that have bars of this date, in ordinal order; null for all.</param>
public sealed record KlineDatasetRetrieval(DateOnly Date, IReadOnlyList<string>? Symbols = null);
