using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rhetenor.Data.Core;

/// <summary>Reads digits eight at a time and writes them four at a time.</summary>
/// <remarks>A day of bars has seven million digits. The goals for packing and unpacking in docs/PERFORMANCE.md need this speed.</remarks>
internal static partial class AsciiNumber
{
    /// <summary>The number of bytes read at once. As many bytes must be readable from the first digit of a number on.</summary>
    public const int Stride = 8;

    /// <summary>Reads a number of one to eight digits.</summary>
    /// <param name="word">Eight bytes; the first is the lowest.</param>
    /// <param name="digits">The number of digits found, 0 to 8. When it is 8, more digits may follow.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadWord(ulong word, out int digits)
    {
        // A byte that is not a digit sets its top bit. Carries into the bytes after the first such byte do not matter.
        var value = word ^ 0x3030303030303030;
        digits = BitOperations.TrailingZeroCount(((value + 0x7676767676767676) | value) & 0x8080808080808080) >> 3;
        return OfWord(value << ((Stride - digits) << 3));
    }

    /// <summary>Gets the number that eight digits form. The first digit is the lowest byte; each byte is from 0 to 9.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint OfWord(ulong digits)
    {
        digits = (digits * 10) + (digits >> 8);
        return (uint)((((digits & 0x000000FF000000FF) * 0x000F424000000064) + (((digits >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32);
    }

    /// <summary>The longest number in bytes, plus the bytes that are overwritten after it.</summary>
    public const int Room = 24;

    // Each entry contains four digits; the first is the lowest byte.
    private static readonly uint[] Quads = BuildQuads();

    /// <summary>Writes a number.</summary>
    /// <returns>The position after the number. Up to three bytes after it are overwritten.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref byte Write(ref byte to, ulong value)
    {
        if (value < 10_000)
            return ref WriteFirst(ref to, (uint)value);
        if (value >= 100_000_000)
            return ref WriteLong(ref to, value);
        var high = (uint)value / 10_000;
        to = ref WriteFirst(ref to, high);
        Put(ref to, Quad((uint)value - (high * 10_000)));
        return ref Unsafe.Add(ref to, 4);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ref byte WriteLong(ref byte to, ulong value)
    {
        var high = value / 100_000_000;
        var low = (uint)(value - (high * 100_000_000));
        to = ref Write(ref to, high);
        Put(ref to, Quad(low / 10_000));
        Put(ref Unsafe.Add(ref to, 4), Quad(low % 10_000));
        return ref Unsafe.Add(ref to, 8);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref byte WriteFirst(ref byte to, uint value)
    {
        var blank = (value < 10 ? 1 : 0) + (value < 100 ? 1 : 0) + (value < 1_000 ? 1 : 0);
        Put(ref to, Quad(value) >> (8 * blank));
        return ref Unsafe.Add(ref to, 4 - blank);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Quad(uint value) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Quads), value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(ref byte to, uint quad) =>
        Unsafe.WriteUnaligned(ref to, BitConverter.IsLittleEndian ? quad : BinaryPrimitives.ReverseEndianness(quad));

    private static uint[] BuildQuads()
    {
        var quads = new uint[10_000];
        for (var i = 0u; i < quads.Length; i++)
        {
            var quad = '0' + (i / 1_000) | ('0' + (i / 100 % 10)) << 8 | ('0' + (i / 10 % 10)) << 16 | ('0' + (i % 10)) << 24;
            quads[i] = quad;
        }

        return quads;
    }
}
