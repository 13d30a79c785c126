using System.Buffers;
using System.Globalization;

namespace Rhetenor.Data.Core;

/// <summary>Reads and writes numbers as the files and replies have them: ASCII digits, at most a point; no sign, exponent or blank.</summary>
internal static partial class AsciiNumber
{
    // So many digits always fit 64 bits, and so many bytes a decimal without rounding.
    private const int MostDigitsUnchecked = 18, MostDecimalBytes = 28;

    private static readonly SearchValues<byte> DecimalBytes = SearchValues.Create("0123456789."u8);

    /// <summary>Reads a whole number from 0 to <see cref="int.MaxValue"/>, all of a text.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out int value)
    {
        var fits = TryRead(text, out long number) && number <= int.MaxValue;
        value = fits ? (int)number : 0;
        return fits;
    }

    /// <summary>Reads a whole number from 0 to <see cref="long.MaxValue"/>, all of a text. Zeros may lead it.</summary>
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

    /// <summary>Reads a whole number or one with decimals, all of a text of at most 28 bytes; its decimals are kept, zeros too.</summary>
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

    /// <summary>Reads a whole number as JSON has it, all of a text: no zero leads it that is not all of it.</summary>
    public static bool TryReadJson(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        return text is not [(byte)'0', _, ..] && TryRead(text, out value);
    }

    /// <summary>Reads a number as JSON has it, all of a text, in fractions of one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="unit">How many of them are one, a power of ten. Decimals too fine for it must be zero.</param>
    /// <param name="scaled">The number times <paramref name="unit"/>.</param>
    public static bool TryReadJson(ReadOnlySpan<byte> text, long unit, out long scaled)
    {
        var point = text.IndexOf((byte)'.');
        if (!TryReadJson(point < 0 ? text : text[..point], out scaled) || scaled > (long.MaxValue / unit) - 1)
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

        return decimals.Length > 0;
    }
}
