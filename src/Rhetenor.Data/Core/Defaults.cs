namespace Rhetenor.Data.Core;

/// <summary>Default values that several options share.</summary>
internal static class Defaults
{
    /// <summary>The first part of the keys of bars, as in the Python original.</summary>
    public const string KlinePrefix = "hantoo-stock-kline-1m";

    /// <summary>The largest object read or written, in bytes: 64 MiB. A day of every listed symbol takes a tenth of it.</summary>
    public const int MaxObjectBytes = 64 << 20;

    /// <summary>The largest master file once inflated, in bytes: 30 MiB. The real ones are about 750,000.</summary>
    public const int MaxMasterBytes = 30 << 20;

    /// <summary>The zstd level of new objects.</summary>
    public const int CompressionLevel = 3;

    /// <summary>How long after its end a minute counts as over. Late trades of a minute arrive within a few seconds.</summary>
    public static TimeSpan SettleMargin { get; } = TimeSpan.FromSeconds(10);
}
