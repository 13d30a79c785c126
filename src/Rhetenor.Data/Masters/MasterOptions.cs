namespace Rhetenor.Data;

/// <summary>Where masters are kept and what is accepted as one.</summary>
public sealed record MasterOptions
{
    /// <summary>The first part of every key.</summary>
    /// <value>Default <c>hantoo_master</c>.</value>
    public string Prefix { get; init; } = "hantoo_master";

    /// <summary>The columns to parse by, where they differ from <see cref="HantooMstSpec.For"/>: for the day DWS moves one.</summary>
    /// <value>Default empty.</value>
    public IReadOnlyList<HantooMstSpec> Specs { get; init; } = [];

    /// <summary>The largest master file accepted once inflated, in bytes. The real ones are about 750,000.</summary>
    /// <value>Default 30 MiB.</value>
    public long MaxFileBytes { get; init; } = 30 * 1024 * 1024;

    /// <summary>The largest object read from the store, in bytes.</summary>
    /// <value>Default 64 MiB.</value>
    public int MaxObjectBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>The smallest part of the last cached day's instruments a new file must have; 0 accepts any.</summary>
    /// <value>Default 0.9: masters change by less than 1 % a day.</value>
    public double MinimumCountRatio { get; init; } = 0.9;

    /// <summary>How writes with an unknown outcome are repeated.</summary>
    /// <value>Default five attempts.</value>
    public RetryOptions Retry { get; init; } = new();

    internal HantooMstSpec SpecFor(Market market)
    {
        foreach (var spec in Specs)
        {
            if (spec.Market == market)
                return spec;
        }

        return HantooMstSpec.For(market);
    }
}
