using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>How much an object may ask for. The defaults hold a day of every listed symbol several times over.</summary>
public sealed record KlineLimits
{
    /// <summary>The defaults. They are nobody's options: those are copied.</summary>
    internal static KlineLimits Default { get; } = new();

    /// <summary>The most bytes of text in one object; 512 MiB.</summary>
    public long MaxBytes { get; set; } = 512L << 20;

    /// <summary>The most bytes of text for one stored byte; 200. The first MiB of text is free.</summary>
    public int MaxRatio { get; set; } = 200;

    /// <summary>The most bytes of text in one line; 2 MiB. A line of 4,000 symbols is a tenth of it.</summary>
    public int MaxLineBytes { get; set; } = 2 << 20;

    /// <summary>The least stored bytes of a bar; 2. The first 131,072 bars are free; real bars take 5 to 10.</summary>
    public int MinBytesPerBar { get; set; } = 2;

    /// <summary>The binary logarithm of the largest window zstd may ask for; 23, which is 8 MiB of memory and what level 19 asks for.</summary>
    public int MaxWindowLog { get; set; } = 23;

    // Fixed: no market has more, and a day of a few bars must not cost what a full one does. A cell is a symbol's place in a line.
    internal const int MaxSymbols = 32_768, MaxLines = 65_536, FreeBars = 131_072;
    private const int FreeText = 1 << 20, FreeCells = 4 << 20, CellsPerBar = 16;

    internal long TextIn(int bytes) => Math.Min(MaxBytes, Math.Max(FreeText, bytes * (long)MaxRatio));

    internal int BarsIn(int bytes) => (int)Math.Min(int.MaxValue, FreeBars + (bytes / (long)MinBytesPerBar));

    internal long CellsIn(int bytes) => Math.Max(FreeCells, BarsIn(bytes) * (long)CellsPerBar);

    /// <summary>The least bytes of an object that is let hold so much by default.</summary>
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
