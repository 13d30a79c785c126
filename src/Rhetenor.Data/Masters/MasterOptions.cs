using Rhetenor.Data.Core;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>Where masters are kept and what is accepted as one.</summary>
public sealed record MasterOptions
{
    /// <summary>The first part of every key.</summary>
    /// <value>Default <c>hantoo_master</c>.</value>
    public string Prefix { get; set; } = "hantoo_master";

    /// <summary>The largest master file accepted once inflated, in bytes. The real ones are about 750,000.</summary>
    /// <value>Default 30 MiB.</value>
    public long MaxFileBytes { get; set; } = Defaults.MaxMasterBytes;

    /// <summary>The largest object read from the store, in bytes.</summary>
    /// <value>Default 64 MiB.</value>
    public int MaxObjectBytes { get; set; } = Defaults.MaxObjectBytes;

    /// <summary>The smallest part of the last cached day's instruments a new file must have; 0 accepts any.</summary>
    /// <value>Default 0.9; 0 to 1: masters change by less than 1 % a day.</value>
    public double MinimumCountRatio { get; set; } = 0.9;

    /// <summary>How writes with an unknown outcome are repeated.</summary>
    /// <value>Default five attempts.</value>
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
