namespace Rhetenor.Data.Markets;

/// <summary>Checks short codes (단축코드), the symbols of instruments.</summary>
/// <remarks>Requests to KIS take codes as the exchange assigns them, <see cref="Form"/>. Objects may contain any symbol of
/// <see cref="SymbolForm"/>, because other programs write them too.</remarks>
internal static class ShortCode
{
    /// <summary>The allowed form of symbols in objects, for messages.</summary>
    public const string SymbolForm = "one to twelve ASCII letters and digits";

    /// <summary>The maximum length of a symbol in an object, in characters.</summary>
    public const int MaxSymbolLength = 12;

    private const string Form = "six to nine digits and capital letters, such as 005930 or Q500061";

    /// <summary>Determines whether a text is a valid symbol in an object.</summary>
    public static bool IsSymbol(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character))
                return false;
        }

        return text.Length is > 0 and <= MaxSymbolLength;
    }

    /// <exception cref="ArgumentException">The text is not a valid symbol; the message quotes it.</exception>
    public static string CheckSymbol(string? text, string parameterName) => IsSymbol(text)
        ? text!
        : throw new ArgumentException($"'{text}' is not a valid symbol: {SymbolForm} are expected.", parameterName);

    /// <exception cref="ArgumentException">The text is not a valid short code; the message quotes it.</exception>
    public static string Check(string? text, string parameterName)
    {
        if (text is not { Length: >= 6 and <= 9 } || !text.All(character => char.IsAsciiDigit(character) || char.IsAsciiLetterUpper(character)))
            throw new ArgumentException($"'{text}' is not a valid short code: {Form}, are expected.", parameterName);

        // The exchange's own systems put an A in front. KIS answers such a code with a page without rows.
        if (text is ['A', .. { Length: 6 } code] && char.IsAsciiDigit(code[0]))
            throw new ArgumentException($"'{text}' is not a valid short code: KIS has it without the prefix A, as {code}.", parameterName);
        return text;
    }

    /// <exception cref="ArgumentException">The sequence is empty, or contains a duplicate or an invalid short code; the message quotes
    /// it.</exception>
    public static IReadOnlyList<string> CheckAll(IEnumerable<string> symbols, string parameterName)
    {
        var list = symbols.Select(symbol => Check(symbol, parameterName)).ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return list.Find(symbol => !seen.Add(symbol)) is { } twice ? throw new ArgumentException($"'{twice}' is duplicated. Each symbol must be given once.", parameterName)
            : list.Count > 0 ? list
            : throw new ArgumentException("At least one short code is needed.", parameterName);
    }
}
