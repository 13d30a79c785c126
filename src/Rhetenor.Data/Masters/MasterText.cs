using System.Buffers.Binary;
using System.Buffers.Text;

namespace Rhetenor.Data.Masters;

/// <summary>Reads the text of one field. What is no value of the kind is null, never a guess.</summary>
internal static class MasterText
{
    // Digits that cannot exceed 64 bits.
    private const int AlwaysFits = 18;

    public static bool? Flag(ReadOnlySpan<byte> raw)
    {
        if (raw.Length != 1)
            raw = raw.Trim((byte)' ');
        if (raw.Length != 1)
            return null;
        return raw[0] == 'Y' ? true : raw[0] == 'N' ? false : null;
    }

    public static long? Int64(ReadOnlySpan<byte> text)
    {
        var negative = text is [(byte)'-', ..];
        var digits = negative ? text[1..] : text;
        while (digits.Length > AlwaysFits && digits[0] == '0')
            digits = digits[1..];
        if (digits.Length is 0 or > AlwaysFits)
            return Utf8Parser.TryParse(text, out long large, out var read) && read == text.Length && !IsPlus(text) ? large : null;
        var value = 0L;
        for (; digits.Length >= sizeof(ulong); digits = digits[sizeof(ulong)..])
        {
            if (!EightDigits(BinaryPrimitives.ReadUInt64LittleEndian(digits), out var eight))
                return null;
            value = (value * 100_000_000) + eight;
        }

        foreach (var b in digits)
        {
            var digit = (uint)(b - '0');
            if (digit > 9)
                return null;
            value = (value * 10) + digit;
        }

        return negative ? -value : value;
    }

    public static decimal? Decimal(ReadOnlySpan<byte> text)
    {
        var point = text.IndexOf((byte)'.');
        if (point < 0)
            return Int64(text);
        Span<byte> digits = stackalloc byte[AlwaysFits];
        var decimals = text.Length - point - 1;
        if (text.Length > digits.Length || decimals == 0 || text[point + 1] == '-')
            return null;
        text[..point].CopyTo(digits);
        text[(point + 1)..].CopyTo(digits[point..]);
        return Int64(digits[..(text.Length - 1)]) is { } value
            ? new decimal((int)Math.Abs(value), (int)(Math.Abs(value) >> 32), 0, text[0] == '-', (byte)decimals)
            : null;
    }

    public static DateOnly? Date(ReadOnlySpan<byte> text) =>
        Month(text, out var year, out var month, out var day) && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day)
            : null;

    public static DateOnly? PeriodEnd(ReadOnlySpan<byte> text) =>
        Month(text, out var year, out var month, out _) ? new DateOnly(year, month, DateTime.DaysInMonth(year, month)) : null;

    public static bool IsSentinel(ReadOnlySpan<byte> text, MstField? field)
    {
        if (field?.Sentinel is not { } sentinel || sentinel.Length != text.Length)
            return false;
        return System.Text.Ascii.Equals(text, sentinel);
    }

    /// <summary>The first digit, after a sign, is not zero.</summary>
    public static bool StartsNonZero(ReadOnlySpan<byte> text) => text.TrimStart((byte)'-') is [not (byte)'0', ..];

    // Eight ASCII digits at once: neighbours are added up to pairs, pairs to fours, fours to the number.
    private static bool EightDigits(ulong ascii, out uint number)
    {
        number = 0;
        if ((ascii & (ascii + 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0) != 0x3030_3030_3030_3030)
            return false;
        ascii = (ascii & 0x0F0F_0F0F_0F0F_0F0F) * ((10 << 8) + 1) >> 8;
        ascii = (ascii & 0x00FF_00FF_00FF_00FF) * ((100 << 16) + 1) >> 16;
        number = (uint)((ascii & 0x0000_FFFF_0000_FFFF) * ((10_000UL << 32) + 1) >> 32);
        return true;
    }

    private static bool IsPlus(ReadOnlySpan<byte> text) => text is [(byte)'+', ..];

    private static bool Month(ReadOnlySpan<byte> text, out int year, out int month, out int day)
    {
        (year, month, day) = (0, 0, 0);
        if (text.Length != 8 || !EightDigits(BinaryPrimitives.ReadUInt64LittleEndian(text), out var number))
            return false;
        (year, month, day) = ((int)(number / 10_000), (int)(number / 100 % 100), (int)(number % 100));
        return year >= 1 && month is >= 1 and <= 12;
    }
}
