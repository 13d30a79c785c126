using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rhetenor.Data.Core;

/// <summary>The digits of bars, eight at a time when they are read and four when they are written.</summary>
/// <remarks>A day has seven million of them: the goals for packing and unpacking it in docs/PERFORMANCE.md need this.</remarks>
internal static partial class AsciiNumber
{
    /// <summary>How many bytes are read at once; so many must be readable from a number's first digit on.</summary>
    public const int Stride = 8;

    /// <summary>Reads one to eight digits and whether a ninth follows.</summary>
    /// <param name="word">Eight bytes, the first in the lowest place.</param>
    /// <param name="digits">How many digits there are, 0 to 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint ReadWord(ulong word, out int digits)
    {
        // A byte that is no digit sets its top bit; what a carry does to bytes after the first such is of no interest.
        var value = word ^ 0x3030303030303030;
        digits = BitOperations.TrailingZeroCount(((value + 0x7676767676767676) | value) & 0x8080808080808080) >> 3;
        return OfWord(value << ((Stride - digits) << 3));
    }

    /// <summary>The number of eight digits, the first in the lowest byte, each from 0 to 9.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint OfWord(ulong digits)
    {
        digits = (digits * 10) + (digits >> 8);
        return (uint)((((digits & 0x000000FF000000FF) * 0x000F424000000064) + (((digits >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32);
    }

    /// <summary>The most bytes a number takes, and those written beyond it.</summary>
    public const int Room = 24;

    // Four digits each, the first in the lowest byte.
    private static readonly uint[] Quads = BuildQuads();

    /// <summary>Writes a number.</summary>
    /// <returns>The place behind it. Up to three bytes beyond are overwritten.</returns>
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
