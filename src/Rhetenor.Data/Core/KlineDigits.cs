using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rhetenor.Data.Core;

/// <summary>Writes whole numbers as ASCII, four digits a step.</summary>
internal static class KlineDigits
{
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
