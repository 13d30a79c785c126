using Rhetenor.Data.Core;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>Options for masters: keys, limits and checks.</summary>
public sealed record MasterOptions
{
    /// <summary>The prefix of all keys.</summary>
    /// <value>Default <c>hantoo_master</c>.</value>
    public string Prefix { get; set; } = "hantoo_master";

    /// <summary>The largest master file after decompression, in bytes. Real files have about 750,000 bytes.</summary>
    /// <value>Default 30 MiB.</value>
    public long MaxFileBytes { get; set; } = Defaults.MaxMasterBytes;

    /// <summary>The largest object read from the store, in bytes.</summary>
    /// <value>Default 64 MiB.</value>
    public int MaxObjectBytes { get; set; } = Defaults.MaxObjectBytes;

    /// <summary>The minimum number of instruments in a new file, as a fraction of the last cached day's number; 0 accepts
    /// any.</summary>
    /// <value>Default 0.9; 0 to 1. Masters change by less than 1 % a day.</value>
    public double MinimumCountRatio { get; set; } = 0.9;

    /// <summary>The retries of writes with an unknown outcome.</summary>
    /// <value>Default 5 attempts.</value>
    public RetryOptions Retry { get; set; } = new();

    internal MasterOptions Checked(OptionCheck check = default) => this with
    {
        Prefix = check.KeyPrefix(Prefix),
        MaxFileBytes = check.Within(MaxFileBytes, 1, Array.MaxLength),
        MaxObjectBytes = check.ObjectBytes(MaxObjectBytes),
        MinimumCountRatio = check.Within(MinimumCountRatio, 0, 1),
        Retry = check.Nested(Retry, (retry, inner) => retry.Checked(inner)),
    };
}
