using System.Numerics;
using System.Runtime.CompilerServices;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>Reads whole numbers and prices from ASCII digits.</summary>
internal static class KlineNumber
{
    /// <summary>How many bytes are read at once; so many must be readable from a number's first digit on.</summary>
    public const int Stride = 8;

    /// <summary>Reads one to eight digits and whether a ninth follows.</summary>
    /// <param name="word">Eight bytes, the first in the lowest place.</param>
    /// <param name="digits">How many digits there are, 0 to 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Read(ulong word, out int digits)
    {
        // A byte that is no digit sets its top bit; what a carry does to bytes after the first such is of no interest.
        var value = word ^ 0x3030303030303030;
        digits = BitOperations.TrailingZeroCount(((value + 0x7676767676767676) | value) & 0x8080808080808080) >> 3;
        return Value(value << ((Stride - digits) << 3));
    }

    /// <summary>The number of eight digits, the first in the lowest byte, each from 0 to 9.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Value(ulong digits)
    {
        digits = (digits * 10) + (digits >> 8);
        return (uint)((((digits & 0x000000FF000000FF) * 0x000F424000000064) + (((digits >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32);
    }

    /// <summary>Reads a whole number, all of a text: digits without sign, point, exponent or needless zero.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out long value)
    {
        value = 0;
        if (text.Length is 0 or > 19 || (text.Length > 1 && text[0] == '0'))
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit((char)c) || value > (long.MaxValue - (c - '0')) / 10)
                return false;
            value = (value * 10) + (c - '0');
        }

        return true;
    }

    /// <summary>Reads a price, all of a text: a whole number and at most four decimals that are not zero.</summary>
    public static bool TryReadPrice(ReadOnlySpan<byte> text, out long scaled)
    {
        var point = text.IndexOf((byte)'.');
        if (!TryRead(point < 0 ? text : text[..point], out scaled) || scaled > KlinePrice.MaxWon - 1)
            return false;
        scaled *= KlinePrice.Scale;
        if (point < 0)
            return true;
        var decimals = text[(point + 1)..];
        var unit = KlinePrice.Scale;
        foreach (var c in decimals)
        {
            unit /= 10;
            if (!char.IsAsciiDigit((char)c) || (unit == 0 && c != '0'))
                return false;
            scaled += unit * (c - '0');
        }

        return decimals.Length > 0;
    }
}
