namespace Rhetenor.Data.Markets;

/// <summary>What a short code (단축코드) is, the symbol of an instrument.</summary>
/// <remarks>KIS is asked for codes as the exchange gives them out: <see cref="Form"/>. Objects are read and kept with any symbol of
/// <see cref="SymbolForm"/>, because other programs write them too.</remarks>
internal static class ShortCode
{
    /// <summary>What a symbol in an object is, in words.</summary>
    public const string SymbolForm = "one to twelve ASCII letters and digits";

    /// <summary>The most characters of a symbol in an object.</summary>
    public const int MaxSymbolLength = 12;

    private const string Form = "six to nine digits and capital letters, such as 005930 or Q500061";

    /// <summary>Whether an object may have such a symbol.</summary>
    public static bool IsSymbol(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterOrDigit(character))
                return false;
        }

        return text.Length is > 0 and <= MaxSymbolLength;
    }

    /// <exception cref="ArgumentException">An object cannot have such a symbol; the message names it.</exception>
    public static string CheckSymbol(string? text, string parameterName) => IsSymbol(text)
        ? text!
        : throw new ArgumentException($"'{text}' is not a valid symbol: {SymbolForm} are expected.", parameterName);

    /// <exception cref="ArgumentException">KIS cannot be asked for it; the message names it.</exception>
    public static string Check(string? text, string parameterName) =>
        text is { Length: >= 6 and <= 9 } && text.All(character => char.IsAsciiDigit(character) || char.IsAsciiLetterUpper(character))
            ? text
            : throw new ArgumentException($"'{text}' is not a valid short code: {Form}, are expected.", parameterName);

    /// <exception cref="ArgumentException">None, one twice, or one that is no short code; the message names it.</exception>
    public static IReadOnlyList<string> CheckAll(IEnumerable<string> symbols, string parameterName)
    {
        var list = symbols.Select(symbol => Check(symbol, parameterName)).ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return list.Find(symbol => !seen.Add(symbol)) is { } twice ? throw new ArgumentException($"'{twice}' is duplicated.", parameterName)
            : list.Count > 0 ? list
            : throw new ArgumentException("At least one short code is needed.", parameterName);
    }
}
