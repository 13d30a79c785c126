using System.Buffers;
using System.Globalization;
using System.Text;

namespace Rhetenor.Data.Core;

/// <summary>Reads and writes numbers as files and replies contain them: ASCII digits with at most one decimal point, without sign,
/// exponent or blanks.</summary>
internal static partial class AsciiNumber
{
    // 18 digits always fit 64 bits, and 28 bytes always fit a decimal without rounding.
    private const int MostDigitsUnchecked = 18, MostDecimalBytes = 28, MostText = 64;

    private static readonly SearchValues<byte> DecimalBytes = SearchValues.Create("0123456789."u8);

    /// <summary>Reads a text that is a whole number from 0 to <see cref="int.MaxValue"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out int value)
    {
        var fits = TryRead(text, out long number) && number <= int.MaxValue;
        value = fits ? (int)number : 0;
        return fits;
    }

    /// <summary>Reads a text that is a whole number from 0 to <see cref="long.MaxValue"/>. Leading zeros are allowed.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.Length > MostDigitsUnchecked)
            return !text.ContainsAnyExceptInRange((byte)'0', (byte)'9') && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        foreach (var character in text)
        {
            var digit = (uint)(character - '0');
            if (digit > 9)
            {
                value = 0;
                return false;
            }

            value = (value * 10) + digit;
        }

        return text.Length > 0;
    }

    /// <summary>Reads a text of at most 28 bytes that is a number with or without decimals. Trailing zeros of the decimals are
    /// kept.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out decimal value)
    {
        if (TryRead(text, out long whole))
        {
            value = whole;
            return true;
        }

        value = 0;
        return text.Length <= MostDecimalBytes && !text.ContainsAnyExcept(DecimalBytes)
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }

    /// <inheritdoc cref="TryRead(ReadOnlySpan{byte}, out long)"/>
    public static bool TryRead(ReadOnlySpan<char> text, out long value)
    {
        Span<byte> bytes = stackalloc byte[MostText];
        value = 0;
        return Ascii.FromUtf16(text, bytes, out var length) == OperationStatus.Done && TryRead(bytes[..length], out value);
    }

    /// <inheritdoc cref="TryRead(ReadOnlySpan{byte}, out decimal)"/>
    public static bool TryRead(ReadOnlySpan<char> text, out decimal value)
    {
        Span<byte> bytes = stackalloc byte[MostText];
        value = 0;
        return Ascii.FromUtf16(text, bytes, out var length) == OperationStatus.Done && TryRead(bytes[..length], out value);
    }

    /// <summary>Reads a text that is a number with or without decimals, as lists for people have it: padded by zeros, with or without
    /// commas and a sign.</summary>
    public static bool TryReadGrouped(ReadOnlySpan<char> text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    /// <summary>Reads a text that is a whole number in JSON syntax. Leading zeros are not allowed.</summary>
    public static bool TryReadJson(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        return text is not [(byte)'0', _, ..] && TryRead(text, out value);
    }

    /// <summary>Reads a text that is a number in JSON syntax, and scales it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="unit">The scale, a power of ten. Decimals below the scale must be zero.</param>
    /// <param name="scaled">The number times <paramref name="unit"/>.</param>
    public static bool TryReadJson(ReadOnlySpan<byte> text, long unit, out long scaled)
    {
        var point = text.IndexOf((byte)'.');
        if (!TryReadJson(point < 0 ? text : text[..point], out scaled) || scaled > long.MaxValue / unit)
            return false;
        scaled *= unit;
        if (point < 0)
            return true;
        var decimals = text[(point + 1)..];
        foreach (var character in decimals)
        {
            unit /= 10;
            if (!char.IsAsciiDigit((char)character) || (unit == 0 && character != '0'))
                return false;
            scaled += unit * (character - '0');
        }

        return decimals.Length > 0 && scaled >= 0;
    }
}
