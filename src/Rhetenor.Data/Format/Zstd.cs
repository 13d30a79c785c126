using System.Buffers.Binary;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Rhetenor.Data.Format;

/// <summary>Compresses and decompresses. The only type that uses the zstd package.</summary>
internal static partial class Zstd
{
    /// <summary>Gets the maximum compressed size of a text of this size, in bytes.</summary>
    public static int Bound(int size) => checked((int)Compressor.GetCompressBoundLong((ulong)size));

    /// <summary>Compresses a text into one frame with a checksum.</summary>
    /// <param name="text">The text.</param>
    /// <param name="frame">The target of the frame.</param>
    /// <param name="level">The level, 1 to 19.</param>
    /// <param name="isThorough">Whether to search for longer matches than the level does. It is slower, compresses better, and needs the
    /// same memory to read.</param>
    /// <returns>The number of bytes written.</returns>
    public static int Compress(ReadOnlySpan<byte> text, Span<byte> frame, int level, bool isThorough = false)
    {
        using var compressor = new Compressor(level);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
        if (isThorough)
        {
            compressor.SetParameter(ZSTD_cParameter.ZSTD_c_searchLog, 12);
            compressor.SetParameter(ZSTD_cParameter.ZSTD_c_targetLength, 999);
        }

        return compressor.Wrap(text, frame);
    }

    /// <summary>Creates a frame that all decoders skip, of the given number of bytes or a few more.</summary>
    public static byte[] Skippable(int bytes)
    {
        var frame = new byte[Math.Max(bytes, 8)];
        BinaryPrimitives.WriteUInt32LittleEndian(frame, 0x184D2A50);
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(4), frame.Length - 8);
        return frame;
    }
}
