namespace Rhetenor.Data.Markets;

/// <summary>Lists of short codes.</summary>
internal static class ShortCodes
{
    /// <summary>Returns whether a text is six to nine digits and capital letters.</summary>
    public static bool IsShortCode(string? symbol) =>
        symbol is { Length: >= 6 and <= 9 } && symbol.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c));

    /// <exception cref="ArgumentException">None, one twice, or one that is no short code; the message names it.</exception>
    public static IReadOnlyList<string> Check(IEnumerable<string> symbols, string parameterName)
    {
        var list = symbols.ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var symbol in list)
        {
            if (!IsShortCode(symbol))
                throw new ArgumentException($"'{symbol}' is no short code: six to nine digits and capital letters, such as 005930.", parameterName);
            if (!seen.Add(symbol))
                throw new ArgumentException($"'{symbol}' is there twice.", parameterName);
        }

        return list.Count > 0 ? list : throw new ArgumentException("At least one short code is needed.", parameterName);
    }
}
