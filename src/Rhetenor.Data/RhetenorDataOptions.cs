using Rhetenor.Data.Core;
using Rhetenor.Data.Markets;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>Options for
/// <see cref="RhetenorDataExtensions.AddRhetenorData(Microsoft.Extensions.DependencyInjection.IServiceCollection,
/// RhetenorDataOptions?)"/>. They contain no secrets.</summary>
public sealed record RhetenorDataOptions
{
    /// <summary>The folder that stores the objects; null for <see cref="S3"/>.</summary>
    /// <value>Default null.</value>
    public string? Folder { get; set; }

    /// <summary>The bucket that stores the objects, with credentials from the SDK's default chain; null for
    /// <see cref="Folder"/>.</summary>
    /// <value>Default null: register an <see cref="IObjectStore"/>, or set a folder.</value>
    public S3ObjectStoreOptions? S3 { get; set; }

    /// <summary>The folder that stores the KIS token between runs; null for memory only.</summary>
    /// <value>Default null.</value>
    public string? TokenFolder { get; set; }

    /// <summary>The short codes (단축코드) to log.</summary>
    /// <value>Default empty: register a <see cref="KlineSelection"/>, or select the symbols later with
    /// <see cref="RhetenorDataExtensions.AddKlineLogging"/>.</value>
    public IReadOnlyList<string> Symbols { get; set; } = [];

    /// <summary>Options for the masters (종목마스터): where they are stored, and which are accepted.</summary>
    /// <value>The defaults.</value>
    public MasterOptions Masters { get; set; } = new();

    /// <summary>Options for downloading masters.</summary>
    /// <value>The defaults.</value>
    public DwsOptions Dws { get; set; } = new();

    /// <summary>Options for the KIS client.</summary>
    /// <value>The defaults.</value>
    public HantooOptions Hantoo { get; set; } = new();

    /// <summary>Options for several app keys, with <see cref="RhetenorDataExtensions.AddHantooFleet"/>.</summary>
    /// <value>The defaults.</value>
    public HantooFleetOptions Fleet { get; set; } = new();

    /// <summary>Options for the logger of minutes (분봉).</summary>
    /// <value>The defaults.</value>
    public KlineLoggerOptions Klines { get; set; } = new();

    /// <summary>Options for the logger of daily bars (일봉).</summary>
    /// <value>The defaults.</value>
    public DailyLoggerOptions Daily { get; set; } = new();

    /// <summary>Options for the feed of ticks (체결).</summary>
    /// <value>The defaults.</value>
    public HantooTickOptions Ticks { get; set; } = new();

    /// <summary>The first part of every key of bars of indexes (지수), before <c>-1d</c> and <c>-1m</c>.</summary>
    /// <value>Default <c>hantoo-index-kline</c>.</value>
    public string IndexPrefix { get; set; } = Defaults.IndexPrefix;

    internal RhetenorDataOptions Checked(OptionCheck check = default) => this with
    {
        Folder = Folder is null ? null : check.NotBlank(Folder, "the path of a folder, or null"),
        S3 = S3 is null ? null : check.Nested(S3, (s3, inner) => s3.Checked(inner)),
        TokenFolder = TokenFolder is null ? null : check.NotBlank(TokenFolder, "the path of a folder, or null"),
        Symbols = check.Nested(Symbols, (symbols, inner) => symbols.Count == 0 ? [] : ShortCode.CheckAll(symbols, inner.Owner!)),
        Masters = check.Nested(Masters, (masters, inner) => masters.Checked(inner)),
        Dws = check.Nested(Dws, (dws, inner) => dws.Checked(inner)),
        Hantoo = check.Nested(Hantoo, (hantoo, inner) => hantoo.Checked(inner)),
        Fleet = check.Nested(Fleet, (fleet, inner) => fleet.Checked(inner)),
        Klines = check.Nested(Klines, (klines, inner) => klines.Checked(inner)),
        Daily = check.Nested(Daily, (daily, inner) => daily.Checked(inner)),
        Ticks = check.Nested(Ticks, (ticks, inner) => ticks.Checked(inner)),
        IndexPrefix = check.KeyPrefix(IndexPrefix),
    };

    // The options framework creates the instance that is used.
    internal void CopyTo(RhetenorDataOptions target) =>
        (target.Folder, target.S3, target.TokenFolder, target.Symbols, target.Masters, target.Dws, target.Hantoo, target.Fleet, target.Klines, target.Daily, target.IndexPrefix, target.Ticks) =
        (Folder, S3, TokenFolder, Symbols, Masters, Dws, Hantoo, Fleet, Klines, Daily, IndexPrefix, Ticks);
}
