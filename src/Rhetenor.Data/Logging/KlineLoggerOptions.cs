using Rhetenor.Data.Core;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>What a <see cref="HantooKlineLogger"/> logs, where to, and how.</summary>
public sealed record KlineLoggerOptions
{
    /// <summary>The venue whose bars are logged.</summary>
    /// <value>Default <see cref="Venue.Krx"/>.</value>
    public Venue Venue { get; set; } = Venue.Krx;

    /// <summary>The first part of every key.</summary>
    /// <value>Default <c>hantoo-stock-kline-1m</c>.</value>
    public string Prefix { get; set; } = Defaults.KlinePrefix;

    /// <summary>How the names of new objects end: <see cref="KlineKey.Extension"/>, or <see cref="KlineKey.ShortExtension"/> so that
    /// DuckDB and other tools know the compression by the name. What is read does not depend on it: a store may hold both.</summary>
    /// <remarks>The Python original passes over <c>.jsonl.zst</c>. Two loggers that write in the same second under different
    /// endings do not get in each other's way; for a bar in both objects, the one in <c>.jsonl.zstd</c> counts.</remarks>
    /// <value>Default <c>.jsonl.zstd</c>.</value>
    public string KeyExtension { get; set; } = KlineKey.Extension;

    /// <summary>Stores the day's traded won beside its shares, as a seventh field <c>acc_value</c>.</summary>
    /// <value>Default false: the original's six fields.</value>
    public bool IncludeAccValue { get; set; }

    /// <summary>Symbols fetched at a time. More than the rate limit times the latency is of no use.</summary>
    /// <value>Default 16.</value>
    public int Workers { get; set; } = 16;

    /// <summary>How long after its end a minute is taken as over, by the server's clock.</summary>
    /// <value>Default 10 s: late trades of a minute arrive within a few.</value>
    public TimeSpan SettleMargin { get; set; } = Defaults.SettleMargin;

    /// <summary>Bars held in memory before they are written as an object.</summary>
    /// <value>Default 1,000,000: a day of 2,700 symbols is two objects, and takes less than half a gigabyte.</value>
    public int BarsPerObject { get; set; } = 1_000_000;

    /// <summary>While logging live, the time between two rounds over the symbols.</summary>
    /// <value>Default 1 min; a round that takes longer is followed at once.</value>
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>While logging live, the time between two objects.</summary>
    /// <value>Default 5 min.</value>
    public TimeSpan UploadInterval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a stop may take to write what is already fetched.</summary>
    /// <value>Default 30 s.</value>
    public TimeSpan StopGrace { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The zstd level, 1 to 19.</summary>
    /// <value>Default 3.</value>
    public int CompressionLevel { get; set; } = Defaults.CompressionLevel;

    /// <summary>The largest object read from the store, in bytes.</summary>
    /// <value>Default 64 MiB.</value>
    public int MaxObjectBytes { get; set; } = Defaults.MaxObjectBytes;

    /// <summary>Rounds of reading the day again after another writer took the key.</summary>
    /// <value>Default 8.</value>
    public int ConflictRounds { get; set; } = 8;

    /// <summary>The seconds that are this writer's own, for several writers on a store that ignores conditional writes.</summary>
    /// <value>Default null: the store must honour conditional writes, which is found out before the first write.</value>
    public WriterSlot? Slot { get; set; }

    /// <summary>Writes also to a store that ignores conditional writes, without a <see cref="Slot"/>. That is safe as long as
    /// no other process writes below the same prefix: two of them overwrite each other's bars, and nobody notices.</summary>
    /// <value>Default false: such a store is refused as <see cref="ObjectStoreError.Unsupported"/>.</value>
    public bool RiskLosingOtherWritersBars { get; set; }

    /// <summary>How writes with an unknown outcome are repeated.</summary>
    /// <value>Default five attempts.</value>
    public RetryOptions Retry { get; set; } = new();

    internal KlineLoggerOptions Checked(OptionCheck check = default) => this with
    {
        Venue = check.Defined(Venue),
        Prefix = check.KeyPrefix(Prefix),
        KeyExtension = check.Text(
            KeyExtension, end => end is KlineKey.Extension or KlineKey.ShortExtension, $"{KlineKey.Extension} or {KlineKey.ShortExtension}"),
        Workers = check.Within(Workers, 1, 1_000),
        SettleMargin = check.Within(SettleMargin, TimeSpan.Zero, OptionCheck.Day),
        BarsPerObject = check.Within(BarsPerObject, 1, 100_000_000),
        SweepInterval = check.Within(SweepInterval, TimeSpan.Zero, OptionCheck.Day),
        UploadInterval = check.Within(UploadInterval, TimeSpan.Zero, OptionCheck.Day),
        StopGrace = check.Within(StopGrace, TimeSpan.Zero, OptionCheck.Day),
        CompressionLevel = check.Within(CompressionLevel, 1, 19),
        MaxObjectBytes = check.ObjectBytes(MaxObjectBytes),
        ConflictRounds = check.Within(ConflictRounds, 1, 1_000),
        Retry = check.Nested(Retry, (retry, inner) => retry.Checked(inner)),
    };
}
