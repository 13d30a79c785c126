using System.Buffers;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Format;

/// <summary>Decompresses an object and reads its lines step by step. The whole text is never in memory.</summary>
internal static class KlineUnpacker
{
    // Fits a few lines of all listed symbols, and is smaller than the cache of one core.
    public const int PieceBytes = 512 << 10;

    /// <inheritdoc cref="KlineCodec.Unpack(ReadOnlySpan{byte}, KlineTable, KlineLimits?)"/>
    public static void Unpack(ReadOnlySpan<byte> body, KlineTable table, KlineLimits limits)
    {
        using var reader = new Zstd.Reader(body, limits);
        using var filling = new KlineFilling(table, limits, body.Length);
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            for (int read; (read = reader.Read(body, piece)) > 0;)
                filling.Lines.Take(piece.AsSpan(0, read));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }

        filling.End(reader.HasChecksum);
    }
}
