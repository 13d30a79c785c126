namespace Rhetenor.Data;

/// <summary>Converts indexes to the codes by which KIS and stored bars name them. The exchange itself has other codes.</summary>
public static class StockIndexExtensions
{
    private static readonly (StockIndex Index, string Code)[] Codes =
        [(StockIndex.Kospi, "0001"), (StockIndex.Kosdaq, "1001"), (StockIndex.Kospi200, "2001"), (StockIndex.Kosdaq150, "3003")];

    extension(StockIndex index)
    {
        /// <summary>Gets all indexes.</summary>
        public static IReadOnlyList<StockIndex> All => [.. Codes.Select(pair => pair.Index)];

        /// <summary>Gets the code: <c>0001</c>, <c>1001</c>, <c>2001</c> or <c>3003</c>.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The value is not a defined index.</exception>
        public string ToCode() => Array.Find(Codes, pair => pair.Index == index).Code
            ?? throw new ArgumentOutOfRangeException(nameof(index), index, "An index is Kospi, Kosdaq, Kospi200 or Kosdaq150.");
    }

    /// <summary>Determines whether a text is the code of an index. Short codes are longer.</summary>
    internal static bool IsIndexCode(string? code) => Array.Exists(Codes, pair => pair.Code == code);
}
