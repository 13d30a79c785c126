namespace Rhetenor.Data.Archive;

/// <summary>What a store holds of one session, as it was read.</summary>
/// <param name="Listing">The names that it was read by.</param>
/// <param name="Bars">What its readable objects say together.</param>
/// <param name="Coverages">The coverage objects that could be read, believed or not.</param>
/// <param name="Believed">What is believed of them, merged; null when there is none.</param>
/// <param name="Problems">What could not be read, or is not believed, by key.</param>
internal sealed record SessionContents(
    SessionListing Listing, MergedBars Bars, IReadOnlyList<StoredCoverage> Coverages, KlineCoverage? Believed, IReadOnlyList<StoreProblem> Problems)
{
    private static readonly Dictionary<string, KlineSymbolCoverage> None = [];

    /// <summary>Gets what is believed to be covered, by symbol.</summary>
    public IReadOnlyDictionary<string, KlineSymbolCoverage> Coverage => Believed?.Symbols ?? None;
}

/// <summary>A coverage object that could be read, and is the one that its name tells.</summary>
internal sealed record StoredCoverage(string Key, KlineCoverage Coverage);

/// <summary>What is believed of a session's coverage.</summary>
/// <param name="Believed">The merged coverage; null when there is none.</param>
/// <param name="Problems">What could not be read, or is not believed, by key.</param>
internal sealed record SessionClaims(KlineCoverage? Believed, IReadOnlyList<StoreProblem> Problems);
