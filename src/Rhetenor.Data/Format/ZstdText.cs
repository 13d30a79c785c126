using System.Buffers;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>Packs a text as one zstd frame with a checksum, and unpacks it.</summary>
internal static class ZstdText
{
    private const int Level = 19, PieceBytes = 64 << 10, UsualRatio = 16, MostReserved = 16 << 20;

    /// <summary>Packs a text. Equal texts give equal bytes.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> text)
    {
        var frame = new byte[Zstd.Bound(text.Length)];
        return frame[..Zstd.Compress(text, frame, Level)];
    }

    /// <summary>Unpacks a text of at most a number of bytes.</summary>
    /// <param name="body">The bytes of the object.</param>
    /// <param name="maxBytes">The maximum size of the text, in bytes.</param>
    /// <param name="kind">The kind of object, for messages.</param>
    /// <exception cref="KlineFormatException">The bytes are no zstd frame with a checksum, are damaged, or hold more text.</exception>
    public static ReadOnlyMemory<byte> Unpack(ReadOnlySpan<byte> body, int maxBytes, string kind)
    {
        using var reader = new Zstd.Reader(body, new KlineLimits { MaxBytes = maxBytes, MaxRatio = int.MaxValue });
        if (!reader.HasChecksum)
            throw new KlineFormatException(0, kind, "a zstd frame with a checksum", "one without");
        var text = new ArrayBufferWriter<byte>(Math.Clamp(body.Length * UsualRatio, PieceBytes, Math.Min(maxBytes, MostReserved)));
        for (int read; (read = reader.Read(body, text.GetSpan(PieceBytes))) > 0;)
            text.Advance(read);
        return text.WrittenMemory;
    }
}
