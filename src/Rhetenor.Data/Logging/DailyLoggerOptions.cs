using Rhetenor.Data.Core;
using Rhetenor.Data.Markets;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>Options for a <see cref="HantooDailyLogger"/>.</summary>
public sealed record DailyLoggerOptions
{
    /// <summary>The venue whose bars are logged.</summary>
    /// <value>Default <see cref="Venue.Krx"/>.</value>
    public Venue Venue { get; set; } = Venue.Krx;

    /// <summary>The first part of every key.</summary>
    /// <value>Default <c>hantoo-stock-kline-1d</c>.</value>
    public string Prefix { get; set; } = Defaults.DailyPrefix;

    /// <summary>The first Korean date that is wanted.</summary>
    /// <value>Default 1990-01-01: everything that KIS has, which begins in August 1991.</value>
    public DateOnly From { get; set; } = Defaults.FirstDate;

    /// <summary>The short code of an instrument that trades in every session. Its bars tell which days were sessions, and that KIS
    /// answers. When it was listed after <see cref="From"/>, a master must say so.</summary>
    /// <value>Default <c>005930</c>, Samsung Electronics.</value>
    public string ReferenceSymbol { get; set; } = "005930";

    /// <summary>The number of symbols fetched at the same time. More than the rate limit times the latency has no effect.</summary>
    /// <value>Default 16.</value>
    public int Workers { get; set; } = Defaults.Workers;

    /// <summary>The number of symbols in a row that KIS does not answer before the run pauses.</summary>
    /// <value>Default 32.</value>
    public int OutageFailures { get; set; } = Defaults.OutageFailures;

    /// <summary>The time for which a run pauses while KIS does not answer.</summary>
    /// <value>Default 1 min.</value>
    public TimeSpan OutagePause { get; set; } = Defaults.OutagePause;

    /// <summary>The number of bars fetched before they are written. A stop or a crash loses at most these.</summary>
    /// <value>Default 500,000: about a hundred symbols from the beginning, fetched in ten minutes.</value>
    public int BarsPerWrite { get; set; } = 500_000;

    /// <summary>The maximum time that a stop takes to write fetched bars.</summary>
    /// <value>Default 30 s.</value>
    public TimeSpan StopGrace { get; set; } = Defaults.StopGrace;

    /// <summary>The zstd level, 1 to 19.</summary>
    /// <value>Default 3.</value>
    public int CompressionLevel { get; set; } = Defaults.CompressionLevel;

    /// <summary>The largest object read from the store, in bytes.</summary>
    /// <value>Default 64 MiB.</value>
    public int MaxObjectBytes { get; set; } = Defaults.MaxObjectBytes;

    /// <inheritdoc cref="KlineLoggerOptions.RiskLosingOtherWritersBars"/>
    public bool RiskLosingOtherWritersBars { get; set; }

    /// <summary>The retry policy for writes with an unknown outcome.</summary>
    /// <value>Default five attempts.</value>
    public RetryOptions Retry { get; set; } = new();

    internal DailyLoggerOptions Checked(OptionCheck check = default) => this with
    {
        Venue = check.Defined(Venue),
        Prefix = check.KeyPrefix(Prefix),
        From = check.Within(From, Defaults.FirstDate, Defaults.LastDate),
        ReferenceSymbol = check.Text(ReferenceSymbol, text => ShortCode.IsSymbol(text), "a short code such as 005930"),
        Workers = check.Within(Workers, 1, 1_000),
        OutageFailures = check.Within(OutageFailures, 1, 1_000_000),
        OutagePause = check.Within(OutagePause, TimeSpan.Zero, OptionCheck.Day),
        BarsPerWrite = check.Within(BarsPerWrite, 1, 100_000_000),
        StopGrace = check.Within(StopGrace, TimeSpan.Zero, OptionCheck.Day),
        CompressionLevel = check.Within(CompressionLevel, 1, 19),
        MaxObjectBytes = check.ObjectBytes(MaxObjectBytes),
        Retry = check.Nested(Retry, (retry, inner) => retry.Checked(inner)),
    };
}
