namespace Rhetenor.Data.Core;

/// <summary>Default values that several options share.</summary>
internal static class Defaults
{
    /// <summary>The default key prefix of bars, as in the Python original.</summary>
    public const string KlinePrefix = "hantoo-stock-kline-1m";

    /// <summary>The default key prefix of daily bars.</summary>
    public const string DailyPrefix = "hantoo-stock-kline-1d";

    /// <summary>The default key prefix of bars of indexes, before <see cref="DailyEnd"/> or <see cref="MinuteEnd"/>.</summary>
    public const string IndexPrefix = "hantoo-index-kline", DailyEnd = "-1d", MinuteEnd = "-1m";

    /// <summary>The first and the last Korean date that a key may have. No Korean exchange has minutes outside them, KIS has no daily bar before August
    /// 1991, and a retrieval of the year 9999 would leave no later one for a revision.</summary>
    public static readonly DateOnly FirstDate = new(1990, 1, 1), LastDate = new(2100, 12, 31);

    /// <summary>The largest object read or written, in bytes: 64 MiB. A day of every listed symbol takes a tenth of it.</summary>
    public const int MaxObjectBytes = 64 << 20;

    /// <summary>The largest master file (종목마스터) after decompression, in bytes: 30 MiB. Real files have about 750,000 bytes.</summary>
    public const int MaxMasterBytes = 30 << 20;

    /// <summary>The zstd level of new objects.</summary>
    public const int CompressionLevel = 3;

    /// <summary>The symbols that loggers fetch at the same time.</summary>
    public const int Workers = 16;

    /// <summary>The symbols in a row without an answer after which a logger pauses.</summary>
    public const int OutageFailures = 32;

    /// <summary>The objects or files that are read at the same time.</summary>
    public const int Downloads = 8;

    /// <summary>Gets the time for which a logger pauses.</summary>
    public static TimeSpan OutagePause { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets the maximum time that a stop of a logger takes to write fetched bars.</summary>
    public static TimeSpan StopGrace { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets the time after which a second reading with the same result settles a doubt. A disturbance at KIS lasts minutes.</summary>
    public static TimeSpan Repetition { get; } = TimeSpan.FromHours(1);

    /// <summary>Gets the time after the end of a minute at which the minute counts as over. Late trades arrive within a few
    /// seconds.</summary>
    public static TimeSpan SettleMargin { get; } = TimeSpan.FromSeconds(10);
}
