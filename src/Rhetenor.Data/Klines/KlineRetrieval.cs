using System.Globalization;

namespace Rhetenor.Data.Klines;

/// <summary>The retrievals of lines: <c>yyyyMMddHHmmss</c> in Korean time, as in keys.</summary>
internal static class KlineRetrieval
{
    /// <summary>The length of <c>yyyyMMddHHmmss</c>.</summary>
    public const int Length = 14;

    private const string Format = "yyyyMMddHHmmss";

    /// <summary>Writes a time.</summary>
    public static void Write(DateTime retrieval, Span<byte> text) => retrieval.TryFormat(text, out _, Format, CultureInfo.InvariantCulture);

    /// <summary>Reads the time that a text begins with.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out DateTime retrieval)
    {
        retrieval = default;
        if (text.Length < Length)
            return false;
        Span<char> digits = stackalloc char[Length];
        for (var i = 0; i < Length; i++)
            digits[i] = (char)text[i];
        return DateTime.TryParseExact(digits, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out retrieval);
    }
}
