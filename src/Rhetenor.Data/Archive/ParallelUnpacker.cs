using System.Buffers;
using System.Threading.Channels;
using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Archive;

/// <summary>Reads a large object on two threads: one decompresses while the other parses lines.</summary>
internal static class ParallelUnpacker
{
    private const int PiecesAhead = 4;

    /// <inheritdoc cref="KlineUnpacker.Unpack"/>
    public static async Task UnpackAsync(ReadOnlyMemory<byte> body, KlineTable table, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var reader = new Zstd.Reader(body.Span, KlineLimits.Default);
        using var filling = new KlineFilling(table, KlineLimits.Default, body.Length);
        var pieces = Channel.CreateBounded<ArraySegment<byte>>(new BoundedChannelOptions(PiecesAhead) { SingleReader = true, SingleWriter = true });
        var decompression = DecompressAsync(reader, body, pieces.Writer, stop.Token);
        try
        {
            await foreach (var piece in pieces.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                filling.Lines.Take(piece);
                ArrayPool<byte>.Shared.Return(piece.Array!);
            }

            filling.End(reader.HasChecksum);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await decompression.ConfigureAwait(false);
        }
    }

    // A failure is passed to the reader of the pieces, in order.
    private static async Task DecompressAsync(
        Zstd.Reader reader, ReadOnlyMemory<byte> body, ChannelWriter<ArraySegment<byte>> pieces, CancellationToken cancellationToken)
    {
        // The rest runs on a thread of the pool.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            var piece = ArrayPool<byte>.Shared.Rent(KlineUnpacker.PieceBytes);
            for (int read; (read = reader.Read(body.Span, piece)) > 0; piece = ArrayPool<byte>.Shared.Rent(KlineUnpacker.PieceBytes))
                await pieces.WriteAsync(new(piece, 0, read), cancellationToken).ConfigureAwait(false);
            ArrayPool<byte>.Shared.Return(piece);
        }
        catch (Exception exception) when (exception is KlineFormatException or OperationCanceledException)
        {
            pieces.Complete(exception);
        }
        finally
        {
            pieces.TryComplete();
        }
    }
}
