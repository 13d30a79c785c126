namespace Rhetenor.Data;

/// <summary>What <see cref="RhetenorDataExtensions.AddRhetenorData"/> sets up. It holds no secret.</summary>
public sealed record RhetenorDataOptions
{
    /// <summary>The folder objects are kept in; null for <see cref="S3"/>.</summary>
    /// <value>Default null.</value>
    public string? Folder { get; init; }

    /// <summary>The bucket objects are kept in, with credentials by the SDK's default chain; null for <see cref="Folder"/>.</summary>
    /// <value>Default null: an <see cref="IObjectStore"/> must be registered, or a folder be named.</value>
    public S3ObjectStoreOptions? S3 { get; init; }

    /// <summary>The folder KIS's token is kept in between runs; null for memory only.</summary>
    /// <value>Default null.</value>
    public string? TokenFolder { get; init; }

    /// <summary>The short codes to follow.</summary>
    /// <value>Default empty: a <see cref="HantooKlineLogger"/> cannot be resolved.</value>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>Where masters are kept and what is accepted as one.</summary>
    /// <value>The defaults.</value>
    public MasterOptions Masters { get; init; } = new();

    /// <summary>How masters are fetched.</summary>
    /// <value>The defaults.</value>
    public DwsOptions Dws { get; init; } = new();

    /// <summary>How KIS is spoken to.</summary>
    /// <value>The defaults.</value>
    public HantooOptions Hantoo { get; init; } = new();

    /// <summary>What is logged.</summary>
    /// <value>The defaults.</value>
    public KlineLoggerOptions Klines { get; init; } = new();
}
