namespace Rhetenor.Data;

/// <summary>What a store holds of one session.</summary>
/// <param name="Bars">The bars of all its readable objects.</param>
/// <param name="Coverage">What was asked and answered, by symbol.</param>
/// <param name="LatestRetrieval">The latest retrieval in any key of the day, Korean time; null when there is none.</param>
/// <param name="Problems">Objects that could not be read.</param>
internal sealed record HeldDay(
    KlineDay Bars,
    IReadOnlyDictionary<string, KlineSymbolCoverage> Coverage,
    DateTime? LatestRetrieval,
    IReadOnlyList<StoreProblem> Problems);
