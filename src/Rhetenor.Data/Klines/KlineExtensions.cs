using Rhetenor.Data.Klines;

namespace Rhetenor.Data;

/// <summary>Derives other forms of the same bars, larger bars and replays in order of time; creates reports on a
/// <see cref="KlineArchive"/>; formats reports as text and as an HTML page, the same in every culture.</summary>
public static partial class KlineExtensions
{
    /// <summary>Combines bars into larger ones. A larger bar is labelled with the first minute of its bucket and is known at the end of
    /// the bucket, <see cref="KlineSeries.EndOf"/>.</summary>
    /// <remarks>The open is the first, the high the highest, the low the lowest and the close the last. Volumes are summed. The shares
    /// and value of the day are those of the last bar. An empty bucket has no bar. Filled bars count only in buckets without traded bars;
    /// the result is then filled too.</remarks>
    /// <param name="series">The bars.</param>
    /// <param name="resampling">The length of the buckets and the included minutes.</param>
    /// <returns>The larger bars; may be empty.</returns>
    public static KlineSeries Resample(this KlineSeries series, KlineResampling resampling)
    {
        ArgumentNullException.ThrowIfNull(series);
        return KlineResampler.Resample(series, new KlineBuckets(resampling, series.Venue));
    }

    /// <inheritdoc cref="Resample(KlineSeries, KlineResampling)"/>
    /// <param name="history">The bars.</param>
    /// <param name="resampling">The length of the buckets and the included minutes.</param>
    /// <returns>The larger bars of the symbols that have any.</returns>
    public static KlineHistory Resample(this KlineHistory history, KlineResampling resampling)
    {
        ArgumentNullException.ThrowIfNull(history);
        return new(history.Venue, [.. ResampleAll(history, resampling).Where(series => series.Count > 0)], history.Asked) { Retrievals = history.Retrievals };
    }

    /// <summary>Creates a replay of the bars in order of time, together with larger bars made from them.</summary>
    /// <remarks>Frame 0 contains the bars themselves. The following frames contain the larger bars in the order given. A symbol has the
    /// same index in all frames; in a frame of larger bars it may have none.</remarks>
    /// <param name="history">The bars.</param>
    /// <param name="larger">The larger bars to show beside them; may be empty.</param>
    public static KlineReplay Replay(this KlineHistory history, params IReadOnlyList<KlineResampling> larger)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(larger);
        return KlineReplay.Of([history, .. larger.Select(resampling => new KlineHistory(history.Venue, ResampleAll(history, resampling)))]);
    }

    /// <summary>Fills covered minutes in which nothing traded.</summary>
    /// <param name="history">The one-minute bars.</param>
    /// <param name="coverage">The coverages, in any order. All must be of one venue, which determines the hours.</param>
    /// <param name="scope">The scope in which a close is carried.</param>
    /// <exception cref="ArgumentException">The coverages are of several venues.</exception>
    /// <exception cref="InvalidOperationException">The bars are larger than a minute.</exception>
    internal static KlineHistory FillForward(this KlineHistory history, IEnumerable<KlineCoverage> coverage, KlineFillScope scope = KlineFillScope.Period)
    {
        var filler = new KlineFiller(coverage, scope);
        return new(history.Venue, [.. history.Select(filler.Fill)], history.Asked) { Retrievals = history.Retrievals };
    }

    private static KlineSeries[] ResampleAll(KlineHistory history, KlineResampling resampling)
    {
        var buckets = new KlineBuckets(resampling, history.Venue);
        return [.. history.Select(series => KlineResampler.Resample(series, buckets))];
    }
}
