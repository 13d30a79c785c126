namespace Rhetenor.Data.Klines;

/// <summary>Limits on the memory and time that reading one object may take. The defaults allow several times a day of all listed
/// symbols.</summary>
internal sealed record KlineLimits
{
    /// <summary>Gets the defaults.</summary>
    public static KlineLimits Default { get; } = new();

    /// <summary>Gets the maximum text in one object, in bytes; default 512 MiB.</summary>
    public long MaxBytes { get; init; } = 512L << 20;

    /// <summary>Gets the maximum bytes of text per stored byte; default 200. The first MiB of text is exempt.</summary>
    public int MaxRatio { get; init; } = 200;

    /// <summary>Gets the maximum text in one line, in bytes; default 2 MiB. A line of 4,000 symbols takes a tenth of
    /// it.</summary>
    public int MaxLineBytes { get; init; } = 2 << 20;

    /// <summary>Gets the minimum stored bytes per bar; default 2. The first 131,072 bars are exempt. Real bars take 5 to 10
    /// bytes.</summary>
    public int MinBytesPerBar { get; init; } = 2;

    /// <summary>Gets the binary logarithm of the largest zstd window; default 23, which is 8 MiB of memory and the window of
    /// level 19.</summary>
    public int MaxWindowLog { get; init; } = 23;

    // These limits are fixed. No market has more, and a day of a few bars must not cost as much as a full one. A cell is one symbol in
    // one line.
    public const int MaxSymbols = 32_768, MaxLines = 65_536, FreeBars = 131_072;
    private const int FreeText = 1 << 20, FreeCells = 4 << 20, CellsPerBar = 16;

    public long TextIn(int bytes) => Math.Min(MaxBytes, Math.Max(FreeText, bytes * (long)MaxRatio));

    public int BarsIn(int bytes) => (int)Math.Min(int.MaxValue, FreeBars + (bytes / (long)MinBytesPerBar));

    public long CellsIn(int bytes) => Math.Max(FreeCells, BarsIn(bytes) * (long)CellsPerBar);

    /// <summary>Gets the minimum size, in bytes, of an object with this content under the default limits.</summary>
    public static long BytesFor(int text, int bars, long cells)
    {
        var forText = text <= FreeText ? 0 : (text / Default.MaxRatio) + 1;
        var paid = cells <= FreeCells ? bars : Math.Max(bars, (cells / CellsPerBar) + 1);
        return Math.Max(forText, (paid - FreeBars) * Default.MinBytesPerBar);
    }
}
