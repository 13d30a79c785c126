using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>Fast path for rows within 64 bytes whose numbers are whole and have at most eight digits, those of the day at most sixteen.</summary>
/// <remarks>Finds the end of each number before reading any, so that the processor can read them in parallel.</remarks>
internal static class KlineRowNumbers
{
    /// <summary>The number of bytes that must be readable from the first digit on.</summary>
    public const int Bytes = 64;

    /// <summary>The number of bytes that must be readable before the first digit.</summary>
    public const int BytesBefore = 8;

    private const int MostDigits = 8;

    /// <summary>Reads a row up to its closing bracket.</summary>
    /// <param name="row">The first digit.</param>
    /// <param name="shape">The values of the row.</param>
    /// <param name="bar">The bar; undefined on unexpected input.</param>
    /// <param name="length">The number of bytes up to and including the bracket.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ref byte row, KlineRowShape shape, ref KlineBar bar, out int length)
    {
        var (first, second) = (Vector256.LoadUnsafe(ref row), Vector256.LoadUnsafe(ref row, Bytes / 2));
        var commas = Bits(Vector256.Equals(first, Vector256.Create((byte)',')), Vector256.Equals(second, Vector256.Create((byte)',')));
        var zeros = Bits(Vector256.Equals(first, Vector256.Create((byte)'0')), Vector256.Equals(second, Vector256.Create((byte)'0')));
        var bracket = BitOperations.TrailingZeroCount(Bits(NoDigits(first), NoDigits(second)) & ~commas);
        length = bracket + 1;
        if (bracket == Bytes || Unsafe.Add(ref row, bracket) != ']')
            return false;
        // One bit per byte: the ends and the starts of numbers.
        var last = 1UL << bracket;
        var ends = (commas & (last - 1)) | last;
        var starts = (ends << 1) | 1;
        var isEmpty = starts & ends;
        var needlessZero = starts & zeros & ~(ends >> 1) & (last - 1);
        if ((isEmpty | needlessZero) != 0 || BitOperations.PopCount(ends) != shape.Values)
            return false;
        var (from, most) = (0, 0);
        bar.Open = Next(ref row, ref ends, ref from, ref most) * KlinePrice.Scale;
        bar.High = Next(ref row, ref ends, ref from, ref most) * KlinePrice.Scale;
        bar.Low = Next(ref row, ref ends, ref from, ref most) * KlinePrice.Scale;
        bar.Close = Next(ref row, ref ends, ref from, ref most) * KlinePrice.Scale;
        bar.Volume = Next(ref row, ref ends, ref from, ref most);
        bar.AccVolume = shape.HasAccVolume ? NextLong(ref row, ref ends, ref from, ref most) : KlineBar.Unknown;
        bar.AccValue = shape.HasAccValue ? NextLong(ref row, ref ends, ref from, ref most) : KlineBar.Unknown;
        return most <= MostDigits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> NoDigits(Vector256<byte> text)
    {
        var values = text - Vector256.Create((byte)'0');
        return ~Vector256.Equals(Vector256.Min(values, Vector256.Create((byte)9)), values);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bits(Vector256<byte> first, Vector256<byte> second) =>
        first.ExtractMostSignificantBits() | ((ulong)second.ExtractMostSignificantBits() << (Bytes / 2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Next(ref byte row, ref ulong ends, ref int from, ref int most)
    {
        var (end, digits) = Place(ref ends, ref from);
        most = Math.Max(most, digits);
        return Last(ref row, end, digits);
    }

    // The numbers before it in the row are more than the bytes that are read before its first digit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long NextLong(ref byte row, ref ulong ends, ref int from, ref int most)
    {
        var (end, digits) = Place(ref ends, ref from);
        if (digits <= MostDigits)
            return Last(ref row, end, digits);
        most = Math.Max(most, digits - MostDigits);
        return (Last(ref row, end - MostDigits, digits - MostDigits) * 100_000_000) + Last(ref row, end, MostDigits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (int End, int Digits) Place(ref ulong ends, ref int from)
    {
        var end = BitOperations.TrailingZeroCount(ends);
        ends &= ends - 1;
        var digits = end - from;
        from = end + 1;
        return (end, digits);
    }

    // Reads the eight bytes that end with the digits, and masks out the bytes before them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Last(ref byte row, int end, int digits)
    {
        var word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref row, end - MostDigits));
        return AsciiNumber.OfWord((word ^ 0x3030303030303030) & (ulong.MaxValue << (8 * (MostDigits - digits))));
    }
}
