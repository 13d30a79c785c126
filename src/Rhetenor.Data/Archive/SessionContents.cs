namespace Rhetenor.Data.Archive;

/// <summary>The content of one session after reading.</summary>
/// <param name="Listing">The listing that was used.</param>
/// <param name="Bars">The merged bars of the readable objects.</param>
/// <param name="Coverages">The readable coverage objects, whether believed or not.</param>
/// <param name="Believed">The merged coverage that is believed; null when there is none.</param>
/// <param name="Problems">What could not be read or is not believed, by key.</param>
internal sealed record SessionContents(
    SessionListing Listing, MergedBars Bars, IReadOnlyList<StoredCoverage> Coverages, KlineCoverage? Believed, IReadOnlyList<StoreProblem> Problems)
{
    private static readonly Dictionary<string, KlineSymbolCoverage> None = [];

    /// <summary>Gets the coverage that is believed, by symbol.</summary>
    public IReadOnlyDictionary<string, KlineSymbolCoverage> Coverage => Believed?.Symbols ?? None;
}

/// <summary>A readable coverage object whose content agrees with its name.</summary>
internal sealed record StoredCoverage(string Key, KlineCoverage Coverage);

/// <summary>The coverage of a session that is believed.</summary>
/// <param name="Believed">The merged coverage; null when there is none.</param>
/// <param name="Problems">What could not be read or is not believed, by key.</param>
internal sealed record SessionClaims(KlineCoverage? Believed, IReadOnlyList<StoreProblem> Problems);
