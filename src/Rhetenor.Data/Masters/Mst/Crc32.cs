using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Rhetenor.Data.Masters;

/// <summary>The CRC-32 of ZIP (polynomial 0xEDB88320), which the runtime does not check when it reads an entry.</summary>
internal static class Crc32
{
    private const int Slices = 8;
    private static readonly uint[] Tables = BuildTables();

    public static uint Compute(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        if (Pclmulqdq.IsSupported && bytes.Length >= 64)
        {
            var folded = bytes.Length & ~15;
            crc = Fold(crc, MemoryMarshal.Cast<byte, Vector128<ulong>>(bytes[..folded]));
            bytes = bytes[folded..];
        }

        return ~Update(crc, bytes);
    }

    /// <summary>The portable way: eight bytes a step through tables.</summary>
    internal static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        var t = Tables;
        for (; bytes.Length >= Slices; bytes = bytes[Slices..])
        {
            var low = crc ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = t[(7 * 256) + (byte)low] ^ t[(6 * 256) + (byte)(low >> 8)] ^ t[(5 * 256) + (byte)(low >> 16)] ^ t[(4 * 256) + (low >> 24)]
                ^ t[(3 * 256) + (byte)high] ^ t[(2 * 256) + (byte)(high >> 8)] ^ t[256 + (byte)(high >> 16)] ^ t[high >> 24];
        }

        foreach (var b in bytes)
            crc = (crc >> 8) ^ t[(byte)(crc ^ b)];
        return crc;
    }

    // Carry-less multiplication folds 64 bytes at a time onto themselves: V. Gopal and others, "Fast CRC Computation for
    // Generic Polynomials Using PCLMULQDQ", Intel 2009. The constants are powers of x modulo the reflected polynomial.
    private static uint Fold(uint crc, ReadOnlySpan<Vector128<ulong>> blocks)
    {
        var by64 = Vector128.Create(0x0154442bd4UL, 0x01c6e41596UL);
        var by16 = Vector128.Create(0x01751997d0UL, 0x00ccaa009eUL);
        var a = blocks[0] ^ Vector128.CreateScalar(crc).AsUInt64();
        var (b, c, d) = (blocks[1], blocks[2], blocks[3]);
        for (blocks = blocks[4..]; blocks.Length >= 4; blocks = blocks[4..])
        {
            a = Multiply(a, by64) ^ blocks[0];
            b = Multiply(b, by64) ^ blocks[1];
            c = Multiply(c, by64) ^ blocks[2];
            d = Multiply(d, by64) ^ blocks[3];
        }

        a = Multiply(a, by16) ^ b;
        a = Multiply(a, by16) ^ c;
        a = Multiply(a, by16) ^ d;
        foreach (var block in blocks)
            a = Multiply(a, by16) ^ block;

        // What is left has the CRC of everything before it: sixteen bytes that start from a zero register.
        Span<byte> rest = stackalloc byte[Vector128<byte>.Count];
        a.AsByte().CopyTo(rest);
        return Update(0, rest);
    }

    private static Vector128<ulong> Multiply(Vector128<ulong> value, Vector128<ulong> constants) =>
        Pclmulqdq.CarrylessMultiply(value, constants, 0x00) ^ Pclmulqdq.CarrylessMultiply(value, constants, 0x11);

    private static uint[] BuildTables()
    {
        var tables = new uint[Slices * 256];
        for (var i = 0u; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            tables[i] = crc;
        }

        for (var i = 256; i < tables.Length; i++)
            tables[i] = (tables[i - 256] >> 8) ^ tables[(byte)tables[i - 256]];
        return tables;
    }
}
