namespace Rhetenor.Data.Logging;

/// <summary>Divides a list of symbols into shares. Every process with the same symbols, in any order, has the same division. Pure.</summary>
internal sealed class WorkDivision
{
    private const int MostShares = 64;

    private readonly Dictionary<string, int> _shares = new(StringComparer.Ordinal);

    public WorkDivision(IReadOnlyCollection<string> symbols)
    {
        Symbols = [.. symbols.Order(StringComparer.Ordinal)];
        for (var i = 0; i < Symbols.Count; i++)
            _shares[Symbols[i]] = (int)((long)i * Math.Min(MostShares, Symbols.Count) / Symbols.Count);
    }

    /// <summary>Gets the symbols in ordinal order.</summary>
    public IReadOnlyList<string> Symbols { get; }

    /// <summary>Gets the numbers of all shares.</summary>
    public IEnumerable<int> All => Enumerable.Range(0, Math.Min(MostShares, Symbols.Count));

    /// <summary>Returns the number of the share that contains a symbol.</summary>
    public int Of(string symbol) => _shares[symbol];
}
