using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>Limits on the memory and time that reading one object may take. The defaults allow several times a day of all listed
/// symbols.</summary>
public sealed record KlineLimits
{
    /// <summary>Gets the defaults. Do not change this instance; options copy it.</summary>
    internal static KlineLimits Default { get; } = new();

    /// <summary>Gets or sets the maximum text in one object, in bytes; default 512 MiB.</summary>
    public long MaxBytes { get; set; } = 512L << 20;

    /// <summary>Gets or sets the maximum bytes of text per stored byte; default 200. The first MiB of text is exempt.</summary>
    public int MaxRatio { get; set; } = 200;

    /// <summary>Gets or sets the maximum text in one line, in bytes; default 2 MiB. A line of 4,000 symbols takes a tenth of
    /// it.</summary>
    public int MaxLineBytes { get; set; } = 2 << 20;

    /// <summary>Gets or sets the minimum stored bytes per bar; default 2. The first 131,072 bars are exempt. Real bars take 5 to 10
    /// bytes.</summary>
    public int MinBytesPerBar { get; set; } = 2;

    /// <summary>Gets or sets the binary logarithm of the largest zstd window; default 23, which is 8 MiB of memory and the window of
    /// level 19.</summary>
    public int MaxWindowLog { get; set; } = 23;

    // These limits are fixed. No market has more, and a day of a few bars must not cost as much as a full one. A cell is one symbol in
    // one line.
    internal const int MaxSymbols = 32_768, MaxLines = 65_536, FreeBars = 131_072;
    private const int FreeText = 1 << 20, FreeCells = 4 << 20, CellsPerBar = 16;

    internal long TextIn(int bytes) => Math.Min(MaxBytes, Math.Max(FreeText, bytes * (long)MaxRatio));

    internal int BarsIn(int bytes) => (int)Math.Min(int.MaxValue, FreeBars + (bytes / (long)MinBytesPerBar));

    internal long CellsIn(int bytes) => Math.Max(FreeCells, BarsIn(bytes) * (long)CellsPerBar);

    /// <summary>Gets the minimum size, in bytes, of an object with this content under the default limits.</summary>
    internal static long BytesFor(int text, int bars, long cells)
    {
        var forText = text <= FreeText ? 0 : (text / Default.MaxRatio) + 1;
        var paid = cells <= FreeCells ? bars : Math.Max(bars, (cells / CellsPerBar) + 1);
        return Math.Max(forText, (paid - FreeBars) * Default.MinBytesPerBar);
    }

    internal KlineLimits Checked(OptionCheck check = default) => this with
    {
        MaxBytes = check.Within(MaxBytes, 1, long.MaxValue),
        MaxRatio = check.Within(MaxRatio, 1, int.MaxValue),
        MaxLineBytes = check.Within(MaxLineBytes, 1, Array.MaxLength),
        MinBytesPerBar = check.Within(MinBytesPerBar, 1, int.MaxValue),
        MaxWindowLog = check.Within(MaxWindowLog, 10, 31),
    };
}
