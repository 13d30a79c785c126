using System.Buffers.Text;

namespace Rhetenor.Data;

/// <summary>Reads the text of one field. What is no value of the kind is null, never a guess.</summary>
internal static class MasterText
{
    public static bool? Flag(ReadOnlySpan<byte> text) => text switch
    {
        [(byte)'Y'] => true,
        [(byte)'N'] => false,
        _ => null,
    };

    public static long? Int64(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out long value, out var read) && read == text.Length && !IsPlus(text) ? value : null;

    public static decimal? Decimal(ReadOnlySpan<byte> text) =>
        Utf8Parser.TryParse(text, out decimal value, out var read) && read == text.Length && !IsPlus(text) ? value : null;

    public static DateOnly? Date(ReadOnlySpan<byte> text) =>
        Month(text, out var year, out var month) && Int64(text) % 100 is >= 1 and var day && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, (int)day)
            : null;

    public static DateOnly? PeriodEnd(ReadOnlySpan<byte> text) =>
        Month(text, out var year, out var month) ? new DateOnly(year, month, DateTime.DaysInMonth(year, month)) : null;

    public static bool IsSentinel(ReadOnlySpan<byte> text, MstField? field)
    {
        if (field?.Sentinel is not { } sentinel || sentinel.Length != text.Length)
            return false;
        return System.Text.Ascii.Equals(text, sentinel);
    }

    /// <summary>The first digit, after a sign, is not zero.</summary>
    public static bool StartsNonZero(ReadOnlySpan<byte> text) => text.TrimStart((byte)'-') is [not (byte)'0', ..];

    private static bool IsPlus(ReadOnlySpan<byte> text) => text is [(byte)'+', ..];

    private static bool Month(ReadOnlySpan<byte> text, out int year, out int month)
    {
        (year, month) = (0, 0);
        if (text.Length != 8 || text.ContainsAnyExceptInRange((byte)'0', (byte)'9') || Int64(text) is not { } number)
            return false;
        (year, month) = ((int)(number / 10_000), (int)(number / 100 % 100));
        return year >= 1 && month is >= 1 and <= 12;
    }
}
