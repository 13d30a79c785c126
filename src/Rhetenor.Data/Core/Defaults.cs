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

    /// <summary>The largest object read or written, in bytes: 64 MiB. A day of every listed symbol takes a tenth of it.</summary>
    public const int MaxObjectBytes = 64 << 20;

    /// <summary>The largest master file (종목마스터) after decompression, in bytes: 30 MiB. Real files have about 750,000 bytes.</summary>
    public const int MaxMasterBytes = 30 << 20;

    /// <summary>The zstd level of new objects.</summary>
    public const int CompressionLevel = 3;

    /// <summary>Gets the time after the end of a minute at which the minute counts as over. Late trades arrive within a few
    /// seconds.</summary>
    public static TimeSpan SettleMargin { get; } = TimeSpan.FromSeconds(10);
}
