using Rhetenor.Data.Core;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data;

/// <summary>Options for <see cref="RhetenorDataExtensions.AddRhetenorData(Microsoft.Extensions.DependencyInjection.IServiceCollection, RhetenorDataOptions?)"/>.
/// They hold no secret.</summary>
public sealed record RhetenorDataOptions
{
    /// <summary>The folder objects are kept in; null for <see cref="S3"/>.</summary>
    /// <value>Default null.</value>
    public string? Folder { get; set; }

    /// <summary>The bucket objects are kept in, with credentials by the SDK's default chain; null for <see cref="Folder"/>.</summary>
    /// <value>Default null: an <see cref="IObjectStore"/> must be registered, or a folder be named.</value>
    public S3ObjectStoreOptions? S3 { get; set; }

    /// <summary>The folder KIS's token is kept in between runs; null for memory only.</summary>
    /// <value>Default null.</value>
    public string? TokenFolder { get; set; }

    /// <summary>The short codes to follow.</summary>
    /// <value>Default empty: register a <see cref="KlineSelection"/>, or select later, by
    /// <see cref="RhetenorDataExtensions.AddKlineLogging"/>.</value>
    public IReadOnlyList<string> Symbols { get; set; } = [];

    /// <summary>Where masters are kept and what is accepted as one.</summary>
    /// <value>The defaults.</value>
    public MasterOptions Masters { get; set; } = new();

    /// <summary>How masters are fetched.</summary>
    /// <value>The defaults.</value>
    public DwsOptions Dws { get; set; } = new();

    /// <summary>How KIS is spoken to.</summary>
    /// <value>The defaults.</value>
    public HantooOptions Hantoo { get; set; } = new();

    /// <summary>What is logged.</summary>
    /// <value>The defaults.</value>
    public KlineLoggerOptions Klines { get; set; } = new();

    internal RhetenorDataOptions Checked(OptionCheck check = default) => this with
    {
        Folder = Folder is null ? null : check.NotBlank(Folder, "the path of a folder, or null"),
        S3 = S3 is null ? null : check.Nested(S3, (s3, inner) => s3.Checked(inner)),
        TokenFolder = TokenFolder is null ? null : check.NotBlank(TokenFolder, "the path of a folder, or null"),
        Symbols = check.Nested(Symbols, (symbols, inner) => symbols.Count == 0 ? [] : ShortCode.CheckAll(symbols, inner.Owner!)),
        Masters = check.Nested(Masters, (masters, inner) => masters.Checked(inner)),
        Dws = check.Nested(Dws, (dws, inner) => dws.Checked(inner)),
        Hantoo = check.Nested(Hantoo, (hantoo, inner) => hantoo.Checked(inner)),
        Klines = check.Nested(Klines, (klines, inner) => klines.Checked(inner)),
    };

    // The options framework makes the instance that is used.
    internal void CopyTo(RhetenorDataOptions target) =>
        (target.Folder, target.S3, target.TokenFolder, target.Symbols, target.Masters, target.Dws, target.Hantoo, target.Klines) =
        (Folder, S3, TokenFolder, Symbols, Masters, Dws, Hantoo, Klines);
}
