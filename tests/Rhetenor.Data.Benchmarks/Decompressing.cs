namespace Rhetenor.Data.Benchmarks;

/// <summary>Decompressing objects and nothing else: the limit of reading them.</summary>
internal static class Decompressing
{
    private static readonly byte[] Text = new byte[KlineUnpacker.PieceBytes];

    public static long All(IEnumerable<byte[]> bodies)
    {
        var total = 0L;
        foreach (var body in bodies)
        {
            using var reader = new Zstd.Reader(body, KlineLimits.Default);
            for (int read; (read = reader.Read(body, Text)) > 0;)
                total += read;
        }

        return total;
    }
}
