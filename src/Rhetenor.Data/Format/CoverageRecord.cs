using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>The coverage that one run has written, and what it rests on.</summary>
/// <param name="Name">The name of its object. In a merged object, other records are included under their own names.</param>
/// <param name="Claims">The entries that changed, each with its symbols.</param>
/// <param name="After">The names of earlier coverage objects; it rests on the objects that these rest on too.</param>
/// <param name="Objects">The further objects of bars it rests on; null when unknown, as in handmade coverage.</param>
internal sealed record CoverageRecord(
    KlineCoverageKey Name, IReadOnlyList<CoverageClaim> Claims, IReadOnlyList<string> After, IReadOnlyList<ObjectMark>? Objects)
{
    /// <summary>Gets the line of JSON, as stored. Equal records have equal lines.</summary>
    public required ReadOnlyMemory<byte> Line { get; init; }

    /// <summary>Gets the number of symbols in all claims.</summary>
    public int SymbolCount => Claims.Sum(claim => claim.Symbols.Count);

    /// <summary>Creates a record. Symbols with equal entries are grouped.</summary>
    public static CoverageRecord Of(
        KlineCoverageKey name, IEnumerable<KeyValuePair<string, KlineSymbolCoverage>> symbols, IEnumerable<string> after, IEnumerable<ObjectMark>? objects)
    {
        var claims = symbols.GroupBy(symbol => symbol.Value, symbol => symbol.Key)
            .Select(group => new CoverageClaim(name.Retrieval, group.Key, group.Order(StringComparer.Ordinal).ToArray()))
            .OrderBy(claim => claim.Symbols.First(), StringComparer.Ordinal).ToList();
        var record = new CoverageRecord(
            name with { Prefix = "" }, claims, [.. after.Order(StringComparer.Ordinal)], objects?.OrderBy(mark => mark.Name, StringComparer.Ordinal).ToList())
        { Line = default };
        return record with { Line = CoverageJson.Write(record) };
    }
}
