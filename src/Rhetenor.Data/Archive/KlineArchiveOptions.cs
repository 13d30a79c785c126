using Rhetenor.Data.Core;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>Options for a <see cref="KlineArchive"/>.</summary>
public sealed record KlineArchiveOptions
{
    /// <summary>The venue whose bars are read.</summary>
    /// <value>Default <see cref="Venue.Krx"/>.</value>
    public Venue Venue { get; set; } = Venue.Krx;

    /// <summary>The first part of every key.</summary>
    /// <value>Default <c>hantoo-stock-kline-1m</c>.</value>
    public string Prefix { get; set; } = Defaults.KlinePrefix;

    /// <summary>The first part of every key of daily bars (일봉).</summary>
    /// <value>Default <c>hantoo-stock-kline-1d</c>.</value>
    public string DailyPrefix { get; set; } = Defaults.DailyPrefix;

    /// <summary>The first part of every key of bars of indexes (지수), before <c>-1d</c> and <c>-1m</c>.</summary>
    /// <value>Default <c>hantoo-index-kline</c>.</value>
    public string IndexPrefix { get; set; } = Defaults.IndexPrefix;

    /// <summary>The maximum number of sessions fetched and decoded ahead of the current one, on other threads. 0 reads each session
    /// only when it is requested.</summary>
    /// <value>Default 8.</value>
    public int SessionsAhead { get; set; } = 8;

    /// <summary>The maximum stored size of the sessions ahead, in bytes; one session is always allowed. Decoded, they take about
    /// seven times as much memory.</summary>
    /// <value>Default 12 MiB: one day of every listed symbol, or many of a few.</value>
    public long BytesAhead { get; set; } = 12 << 20;

    /// <summary>The number of objects of a session fetched at the same time.</summary>
    /// <value>Default 8.</value>
    public int Downloads { get; set; } = Defaults.Downloads;

    /// <summary>The largest object read from the store, in bytes.</summary>
    /// <value>Default 64 MiB.</value>
    public int MaxObjectBytes { get; set; } = Defaults.MaxObjectBytes;

    internal KlineArchiveOptions Checked(OptionCheck check = default) => this with
    {
        Venue = check.Defined(Venue),
        Prefix = check.KeyPrefix(Prefix),
        DailyPrefix = check.KeyPrefix(DailyPrefix),
        IndexPrefix = check.KeyPrefix(IndexPrefix),
        SessionsAhead = check.Within(SessionsAhead, 0, 1_000),
        BytesAhead = check.Within(BytesAhead, 0, long.MaxValue),
        Downloads = check.Within(Downloads, 1, 1_000),
        MaxObjectBytes = check.ObjectBytes(MaxObjectBytes),
    };
}
