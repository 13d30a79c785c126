namespace Rhetenor.Data;

/// <summary>The names markets have in keys, file names and cached objects.</summary>
public static class MarketNames
{
    /// <summary>The three markets.</summary>
    public static IReadOnlyList<Market> All { get; } = [Market.Kospi, Market.Kosdaq, Market.Konex];

    /// <summary>The lower-case name: <c>kospi</c>, <c>kosdaq</c> or <c>konex</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the three markets.</exception>
    public static string ToKey(this Market market) => market switch
    {
        Market.Kospi => "kospi",
        Market.Kosdaq => "kosdaq",
        Market.Konex => "konex",
        _ => throw new ArgumentOutOfRangeException(nameof(market), market, "A market is Kospi, Kosdaq or Konex."),
    };

    /// <summary>Reads a market's name, in any case.</summary>
    public static bool TryParse(string? name, out Market market)
    {
        foreach (var candidate in All)
        {
            if (string.Equals(candidate.ToKey(), name, StringComparison.OrdinalIgnoreCase))
            {
                market = candidate;
                return true;
            }
        }

        market = default;
        return false;
    }

    /// <summary>Reads a market's name, in any case.</summary>
    /// <exception cref="FormatException">The name is none of kospi, kosdaq, konex.</exception>
    public static Market Parse(string name) =>
        TryParse(name, out var market) ? market : throw new FormatException($"'{name}' is no market: kospi, kosdaq or konex.");
}
