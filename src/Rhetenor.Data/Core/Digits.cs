using System.Buffers.Text;

namespace Rhetenor.Data.Core;

/// <summary>Numbers as KIS writes them: digits, in prices at most a point; no sign, no exponent, no blank.</summary>
internal static class Digits
{
    public static bool TryInt(ReadOnlySpan<byte> text, out int value)
    {
        var fits = TryLong(text, out var number) && number <= int.MaxValue;
        value = fits ? (int)number : 0;
        return fits;
    }

    public static bool TryLong(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.Length > 18)
            return !text.ContainsAnyExceptInRange((byte)'0', (byte)'9') && Utf8Parser.TryParse(text, out value, out var used) && used == text.Length;
        foreach (var character in text)
        {
            var digit = (uint)(character - '0');
            if (digit > 9)
                return false;
            value = (value * 10) + digit;
        }

        return text.Length > 0;
    }

    public static bool TryDecimal(ReadOnlySpan<byte> text, out decimal value)
    {
        if (TryLong(text, out var whole))
        {
            value = whole;
            return true;
        }

        value = 0;
        return text.Length is > 0 and <= 28 && text.IndexOf((byte)'.') > 0 && !text.ContainsAnyExceptInRange((byte)'.', (byte)'9')
            && Utf8Parser.TryParse(text, out value, out var used) && used == text.Length;
    }
}
