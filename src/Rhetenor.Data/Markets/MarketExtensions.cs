using System.Diagnostics.CodeAnalysis;

namespace Rhetenor.Data;

/// <summary>Converts markets to and from the names used in keys, file names and cached objects.</summary>
public static class MarketExtensions
{
    private static readonly Market[] Markets = [Market.Kospi, Market.Kosdaq, Market.Konex];

    extension(Market market)
    {
        /// <summary>Gets all markets.</summary>
        public static IReadOnlyList<Market> All => Markets;

        /// <summary>Parses the name of a market, ignoring case.</summary>
        /// <param name="name">The name, such as <c>kospi</c>.</param>
        /// <param name="result">The market.</param>
        /// <returns>True when a market has that name.</returns>
        public static bool TryParse([NotNullWhen(true)] string? name, out Market result)
        {
            result = Array.Find(Markets, candidate => string.Equals(candidate.ToKey(), name, StringComparison.OrdinalIgnoreCase));
            return string.Equals(result.ToKey(), name, StringComparison.OrdinalIgnoreCase);
        }

        /// <summary>Parses the name of a market, ignoring case.</summary>
        /// <param name="name">The name, such as <c>kospi</c>.</param>
        /// <exception cref="FormatException">No market has that name.</exception>
        public static Market Parse(string name) => Market.TryParse(name, out var result)
            ? result
            : throw new FormatException($"'{name}' is not a market; allowed: {string.Join(", ", Markets.Select(candidate => candidate.ToKey()))}.");

        /// <summary>Gets the lower-case name: <c>kospi</c>, <c>kosdaq</c> or <c>konex</c>.</summary>
        /// <exception cref="ArgumentOutOfRangeException">The value is not a defined market.</exception>
        public string ToKey() => market switch
        {
            Market.Kospi => "kospi",
            Market.Kosdaq => "kosdaq",
            Market.Konex => "konex",
            _ => throw new ArgumentOutOfRangeException(nameof(market), market, "A market is Kospi, Kosdaq or Konex."),
        };
    }
}
