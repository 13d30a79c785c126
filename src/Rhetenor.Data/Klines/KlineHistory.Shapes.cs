using Rhetenor.Data.Klines;

namespace Rhetenor.Data;

/// <content>Other shapes of the same bars.</content>
public sealed partial class KlineHistory
{
    /// <inheritdoc cref="KlineSeries.FillForward"/>
    public KlineHistory FillForward(IEnumerable<KlineCoverage> coverage, KlineFillScope scope = KlineFillScope.Period)
    {
        var filler = new KlineFiller(coverage, scope);
        return new([.. _series.Select(filler.Fill)], _asked);
    }

    /// <inheritdoc cref="KlineSeries.Resample"/>
    /// <returns>The larger bars, of the symbols that have any.</returns>
    public KlineHistory Resample(KlineResampling resampling)
    {
        var buckets = new KlineBuckets(resampling);
        return new([.. _series.Select(series => KlineResampler.Resample(series, buckets)).Where(series => series.Count > 0)], _asked);
    }
}
