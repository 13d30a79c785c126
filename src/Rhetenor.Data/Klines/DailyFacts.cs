namespace Rhetenor.Data.Klines;

/// <summary>The base prices and codes of stored daily bars, one entry a bar.</summary>
internal sealed class DailyFacts
{
    /// <summary>Gets the base prices (기준가) in 1/10,000 won; <see cref="DailyBar.Unknown"/> where they are not known.</summary>
    public List<long> Base { get; } = [];

    /// <summary>Gets the codes of ex-days (락구분); 0 for none.</summary>
    public List<int> ExCode { get; } = [];

    /// <summary>Gets the ratios of splits (분할비율), in 1/10,000; 0 for none.</summary>
    public List<long> SplitRatio { get; } = [];

    /// <summary>Adds the facts of the next bar.</summary>
    public void Add(in DailyBar bar)
    {
        Base.Add(bar.Base);
        ExCode.Add(bar.ExCode);
        SplitRatio.Add(bar.SplitRatio);
    }
}
