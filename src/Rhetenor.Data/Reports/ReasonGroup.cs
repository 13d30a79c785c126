using System.Globalization;
using System.Text;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Reports;

/// <summary>The symbols that are incomplete for the same reason.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Count">The number of times the reason occurs.</param>
/// <param name="Symbols">The symbols, each once, in ordinal order.</param>
internal sealed record ReasonGroup(string Reason, int Count, IReadOnlyList<string> Symbols)
{
    private const int MostReasons = 12, MostSymbols = 6;

    /// <summary>Groups symbols, the most frequent reason first.</summary>
    public static IReadOnlyList<ReasonGroup> Of(IEnumerable<(string Symbol, string? Reason)> entries) => [.. entries
        .GroupBy(entry => entry.Reason ?? "nothing is stored, and coverage gives no reason.", entry => entry.Symbol, StringComparer.Ordinal)
        .Select(group => new ReasonGroup(group.Key, group.Count(), [.. group.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]))
        .OrderByDescending(group => group.Count).ThenBy(group => group.Reason, StringComparer.Ordinal)];

    /// <summary>Writes a line for each group: <c>12 symbols: it was not reached: 000660, 005930, … and 10 more</c>.</summary>
    /// <param name="text">The output.</param>
    /// <param name="groups">The groups.</param>
    /// <param name="noun">The noun for what is counted.</param>
    public static void Write(StringBuilder text, IReadOnlyList<ReasonGroup> groups, string noun)
    {
        foreach (var group in groups.Take(MostReasons))
        {
            var more = group.Symbols.Count - MostSymbols;
            var symbols = string.Join(", ", group.Symbols.Take(MostSymbols));
            text.Append(CultureInfo.InvariantCulture,
                $"{Texts.Count(group.Count, noun)}: {group.Reason.TrimEnd('.')}: {symbols}{(more > 0 ? $", … and {more:N0} more" : "")}\n");
        }

        if (groups.Count > MostReasons)
            text.Append(CultureInfo.InvariantCulture, $"and {groups.Count - MostReasons:N0} more reasons\n");
    }
}
