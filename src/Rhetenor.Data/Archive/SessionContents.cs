using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Archive;

/// <summary>The content of one session after reading.</summary>
/// <param name="Listing">The listing that was used.</param>
/// <param name="Bars">The merged bars of the readable objects.</param>
/// <param name="Objects">The lengths and hashes of the readable objects of bars; empty when coverage was not listed.</param>
/// <param name="Coverages">The readable coverage records, whether believed or not.</param>
/// <param name="Believed">The coverage that is believed.</param>
/// <param name="Problems">What could not be read or is not believed, by key.</param>
internal sealed record SessionContents(
    SessionListing Listing,
    MergedBars Bars,
    IReadOnlyList<ObjectMark> Objects,
    IReadOnlyList<StoredCoverage> Coverages,
    BelievedCoverage Believed,
    IReadOnlyList<StoreProblem> Problems)
{
    private static readonly Dictionary<string, KlineSymbolCoverage> None = [];

    /// <summary>Gets the latest retrieval of any object that could be read, Korean time; null when there is none.</summary>
    public DateTime? LatestRetrieval => Objects.Select(mark => ObjectPresence.Retrieval(mark.Name))
        .Concat(Coverages.Select(stored => (DateTime?)stored.Record.Name.Retrieval)).Max();

    /// <summary>Gets the coverage that is believed, by symbol.</summary>
    public IReadOnlyDictionary<string, KlineSymbolCoverage> Coverage => Believed.Coverage?.Symbols ?? None;
}

/// <summary>The coverage of a session that is believed.</summary>
/// <param name="Believed">The merged coverage; null when there is none.</param>
/// <param name="Problems">What could not be read or is not believed, by key.</param>
/// <param name="NeedsBars">Whether only the bars can show that final claims are true.</param>
internal sealed record SessionClaims(KlineCoverage? Believed, IReadOnlyList<StoreProblem> Problems, bool NeedsBars);
