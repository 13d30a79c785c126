using System.Text;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Masters;

/// <summary>Parses the text of one field. Invalid text gives null, never a guess.</summary>
internal static class MasterText
{
    public static bool? Flag(ReadOnlySpan<byte> raw)
    {
        if (raw.Length != 1)
            raw = raw.Trim((byte)' ');
        if (raw.Length != 1)
            return null;
        return raw[0] == 'Y' ? true : raw[0] == 'N' ? false : null;
    }

    public static long? Int64(ReadOnlySpan<byte> text) =>
        AsciiNumber.TryRead(Unsigned(text, out var sign), out long value) ? sign * value : null;

    public static decimal? Decimal(ReadOnlySpan<byte> text) =>
        AsciiNumber.TryRead(Unsigned(text, out var sign), out decimal value) ? sign * value : null;

    public static DateOnly? Date(ReadOnlySpan<byte> text) => Stamp.TryReadDate(text, out var date) ? date : null;

    public static DateOnly? PeriodEnd(ReadOnlySpan<byte> text) => Stamp.TryReadMonth(text, out var month, out _)
        ? new DateOnly(month.Year, month.Month, DateTime.DaysInMonth(month.Year, month.Month))
        : null;

    public static bool IsSentinel(ReadOnlySpan<byte> text, MstField? field)
    {
        if (field?.Sentinel is not { } sentinel || sentinel.Length != text.Length)
            return false;
        return Ascii.Equals(text, sentinel);
    }

    /// <summary>Determines whether the first digit, after any sign, is not zero.</summary>
    public static bool StartsNonZero(ReadOnlySpan<byte> text) => text.TrimStart((byte)'-') is [not (byte)'0', ..];

    private static ReadOnlySpan<byte> Unsigned(ReadOnlySpan<byte> text, out int sign)
    {
        var isNegative = text is [(byte)'-', ..];
        sign = isNegative ? -1 : 1;
        return isNegative ? text[1..] : text;
    }
}
