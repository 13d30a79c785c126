using Rhetenor.Data.Core;
using Rhetenor.Data.Format;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>Options for a <see cref="HantooKlineLogger"/>.</summary>
public sealed record KlineLoggerOptions
{
    /// <summary>The venue whose bars are logged.</summary>
    /// <value>Default <see cref="Venue.Krx"/>.</value>
    public Venue Venue { get; set; } = Venue.Krx;

    /// <summary>The first part of every key.</summary>
    /// <value>Default <c>hantoo-stock-kline-1m</c>.</value>
    public string Prefix { get; set; } = Defaults.KlinePrefix;

    /// <summary>The extension of new objects: <c>.jsonl.zstd</c>, or <c>.jsonl.zst</c> so that
    /// DuckDB and other tools recognize the compression by the name. Readers accept both, also in one store.</summary>
    /// <remarks>The Python original ignores <c>.jsonl.zst</c>. Two loggers that write in the same second with different extensions
    /// do not conflict; for a bar in both objects, the one in <c>.jsonl.zstd</c> counts.</remarks>
    /// <value>Default <c>.jsonl.zstd</c>.</value>
    public string KeyExtension { get; set; } = KlineKey.Extension;

    /// <summary>The form of the stamps of new lines: <c>yyyy-MM-dd_HH:mm</c>, or <c>yyyyMMddHHmm</c> as the Python original writes it.
    /// Readers accept both, also in one store.</summary>
    /// <remarks>The Python original does not load a range that contains both forms, and its data frames need the second one. In a store that
    /// it also writes or loads into frames, use the second form from the first object on, here and in
    /// <see cref="KlineCompactorOptions.StampFormat"/>.</remarks>
    /// <value>Default <c>yyyy-MM-dd_HH:mm</c>.</value>
    public string StampFormat { get; set; } = Stamp.MinuteForm;

    /// <summary>The number of symbols fetched at the same time. More than the rate limit times the latency has no effect.</summary>
    /// <value>Default 16.</value>
    public int Workers { get; set; } = Defaults.Workers;

    /// <summary>The time after its end at which a minute is considered over, by the server's clock.</summary>
    /// <remarks>A compactor and a dataset, which must not touch a session that may change, use the default.</remarks>
    /// <value>Default 10 s: late trades of a minute arrive within a few seconds.</value>
    public TimeSpan SettleMargin { get; set; } = Defaults.SettleMargin;

    /// <summary>The number of symbols in a row without an answer after which a run pauses: it writes what it has, waits for
    /// <see cref="OutagePause"/>, and then requests one symbol at a time. After ten pauses it ends, and the report names the symbols that were
    /// not requested. A source that answers with an error is not silent, unless it reports that it is unavailable.</summary>
    /// <value>Default 32.</value>
    public int OutageFailures { get; set; } = Defaults.OutageFailures;

    /// <summary>The time for which a run pauses while the source does not answer.</summary>
    /// <value>Default 1 min.</value>
    public TimeSpan OutagePause { get; set; } = Defaults.OutagePause;

    /// <summary>The number of bars held in memory before they are written as an object.</summary>
    /// <value>Default 1,000,000: a day of 2,700 symbols becomes two objects and takes less than half a gigabyte.</value>
    public int BarsPerObject { get; set; } = 1_000_000;

    /// <summary>The time between two rounds over the symbols in live logging.</summary>
    /// <value>Default 1 min. After a round that takes longer, the next one starts at once.</value>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether rounds of live logging, and catch-ups of today, ask for the quotes of all symbols first, and then only for the minutes of those whose
    /// value of the day has changed since their last bar. Those with the highest value come first.</summary>
    /// <remarks>KIS has quotes of 30 symbols of KRX a call, in production. Quotes decide nothing about a settled day, which is read whole.</remarks>
    /// <value>Default true.</value>
    public bool QuotesFirst { get; set; } = true;

    /// <summary>The time between two objects in live logging. A round that takes longer at the configured pace is written in parts.</summary>
    /// <value>Default 5 min.</value>
    public TimeSpan UploadInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The number of earlier sessions that runs without dates and live logging bring to an end when they are not final. Sessions
    /// before the first stored one are not begun.</summary>
    /// <value>Default 10; from 0 to 250.</value>
    public int UnfinishedSessions { get; set; } = 10;

    // Half of all days have sessions even around the longest holidays.
    internal int DaysOfUnfinishedSessions => 14 + (2 * UnfinishedSessions);

    /// <summary>The maximum time that a stop takes to write fetched bars.</summary>
    /// <value>Default 30 s.</value>
    public TimeSpan StopGrace { get; set; } = Defaults.StopGrace;

    /// <summary>The zstd level, 1 to 19.</summary>
    /// <value>Default 3.</value>
    public int CompressionLevel { get; set; } = Defaults.CompressionLevel;

    /// <summary>The largest object read from the store, in bytes.</summary>
    /// <value>Default 64 MiB.</value>
    public int MaxObjectBytes { get; set; } = Defaults.MaxObjectBytes;

    /// <summary>The number of times the day is read again after another writer took the key.</summary>
    /// <value>Default 8.</value>
    public int ConflictRounds { get; set; } = 8;

    /// <summary>The seconds reserved for this writer, for several writers on a store that ignores conditional writes.</summary>
    /// <value>Default null: the store must honour conditional writes, which is tested before the first write.</value>
    public WriterSlot? Slot { get; set; }

    /// <summary>Shares the symbols with other processes and hosts, so that each symbol is requested by one of them. It needs a store that honours conditional
    /// writes, also with a <see cref="Slot"/>.</summary>
    /// <value>Default null: this logger requests all symbols.</value>
    public WorkSharing? Sharing { get; set; }

    /// <summary>Whether to write to a store that ignores conditional writes without a <see cref="Slot"/>. That is safe only if no
    /// other process writes under the same prefix: two writers overwrite each other's bars without an error.</summary>
    /// <value>Default false: such a store is refused as <see cref="ObjectStoreError.Unsupported"/>.</value>
    public bool RiskLosingOtherWritersBars { get; set; }

    /// <summary>The retry policy for writes with an unknown outcome.</summary>
    /// <value>Default five attempts.</value>
    public RetryOptions Retry { get; set; } = new();

    internal KlineLoggerOptions Checked(OptionCheck check = default) => this with
    {
        Venue = check.Defined(Venue),
        Prefix = check.KeyPrefix(Prefix),
        KeyExtension = check.Text(
            KeyExtension, end => end is KlineKey.Extension or KlineKey.ShortExtension, $"{KlineKey.Extension} or {KlineKey.ShortExtension}"),
        StampFormat = check.StampFormat(StampFormat),
        Workers = check.Within(Workers, 1, 1_000),
        SettleMargin = check.Within(SettleMargin, TimeSpan.Zero, OptionCheck.Day),
        OutageFailures = check.Within(OutageFailures, 1, 1_000_000),
        OutagePause = check.Within(OutagePause, TimeSpan.Zero, OptionCheck.Day),
        BarsPerObject = check.Within(BarsPerObject, 1, 100_000_000),
        SweepInterval = check.Within(SweepInterval, TimeSpan.Zero, OptionCheck.Day),
        UploadInterval = check.Within(UploadInterval, TimeSpan.Zero, OptionCheck.Day),
        UnfinishedSessions = check.Within(UnfinishedSessions, 0, 250),
        StopGrace = check.Within(StopGrace, TimeSpan.Zero, OptionCheck.Day),
        CompressionLevel = check.Within(CompressionLevel, 1, 19),
        MaxObjectBytes = check.ObjectBytes(MaxObjectBytes),
        ConflictRounds = check.Within(ConflictRounds, 1, 1_000),
        Sharing = Sharing is { } sharing ? check.Nested(sharing, (options, inner) => options.Checked(inner), nameof(Sharing)) : null,
        Retry = check.Nested(Retry, (retry, inner) => retry.Checked(inner)),
    };
}
