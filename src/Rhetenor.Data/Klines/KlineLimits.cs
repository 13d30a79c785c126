namespace Rhetenor.Data;

/// <summary>How much an object may ask for. The defaults hold a day of every listed symbol several times over.</summary>
public sealed record KlineLimits
{
    /// <summary>The defaults.</summary>
    public static KlineLimits Default { get; } = new();

    /// <summary>The most bytes of text in one object; 512 MiB.</summary>
    public long MaxBytes { get; init; } = 512L << 20;

    /// <summary>The most bytes of text for one stored byte; 200. The first MiB of text is free.</summary>
    public int MaxRatio { get; init; } = 200;

    /// <summary>The most bytes of text in one line; 16 MiB.</summary>
    public int MaxLineBytes { get; init; } = 16 << 20;

    /// <summary>The binary logarithm of the largest window zstd may ask for; 25, which is 32 MiB of memory.</summary>
    public int MaxWindowLog { get; init; } = 25;
}
