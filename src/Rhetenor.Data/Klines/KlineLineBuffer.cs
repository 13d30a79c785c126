using System.Buffers;

namespace Rhetenor.Data;

/// <summary>Feeds decompressed text to a decoder in whole lines, through one pooled buffer.</summary>
internal static class KlineLineBuffer
{
    // Larger than a line of every listed symbol, smaller than a core's own cache.
    private const int StartBytes = 256 << 10;

    public static void Feed(ref Zstd.Reader reader, KlineLimits limits, ref KlineLineDecoder decoder)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(StartBytes);
        try
        {
            var held = 0;
            while (true)
            {
                var read = reader.Read(buffer.AsSpan(held));
                held += read;
                var used = decoder.Decode(buffer.AsSpan(0, held), isLast: read == 0);
                if (read == 0)
                    return;
                held -= used;
                buffer.AsSpan(used, held).CopyTo(buffer);
                if (held > limits.MaxLineBytes)
                    throw new KlineFormatException(decoder.Line + 1, "line", $"at most {limits.MaxLineBytes} bytes", "more");
                if (held == buffer.Length)
                    buffer = Grow(buffer);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer)
    {
        var grown = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(grown, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return grown;
    }
}
