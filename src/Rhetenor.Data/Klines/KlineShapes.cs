using Rhetenor.Data.Klines;

namespace Rhetenor.Data;

/// <summary>Other shapes of the same bars: larger ones, minutes without a trade filled forward, and the order of time.</summary>
public static class KlineShapes
{
    /// <summary>Fills minutes of a session in which nothing traded: open, high, low and close are the close before, the volume
    /// is 0, the day's shares and won stay. <see cref="KlineSeries.IsFilled"/> marks these bars.</summary>
    /// <remarks>
    /// <para>Filled is every minute of the venue's trading periods that the coverage covers and that has no bar, once there is a
    /// close to carry. A minute that is not covered is unknown and stays absent. So do minutes between two periods.</para>
    /// <para>The ten minutes before a closing auction, 15:20 to 15:29, and 15:30 itself belong to the regular period: nothing
    /// can trade while orders are collected, the last price stands, and they are filled like others.</para>
    /// </remarks>
    /// <param name="series">The one-minute bars.</param>
    /// <param name="coverage">What was asked and answered, in any order: of one venue, which tells the hours.</param>
    /// <param name="scope">How far a close is carried.</param>
    /// <returns>The bars and those filled in.</returns>
    /// <exception cref="ArgumentException">The coverage is of several venues.</exception>
    /// <exception cref="InvalidOperationException">The bars are larger than a minute.</exception>
    public static KlineSeries FillForward(this KlineSeries series, IEnumerable<KlineCoverage> coverage, KlineFillScope scope = KlineFillScope.Period)
    {
        ArgumentNullException.ThrowIfNull(series);
        return new KlineFiller(coverage, scope).Fill(series);
    }

    /// <inheritdoc cref="FillForward(KlineSeries, IEnumerable{KlineCoverage}, KlineFillScope)"/>
    /// <param name="history">The one-minute bars.</param>
    /// <param name="coverage">What was asked and answered, in any order: of one venue, which tells the hours.</param>
    /// <param name="scope">How far a close is carried.</param>
    public static KlineHistory FillForward(this KlineHistory history, IEnumerable<KlineCoverage> coverage, KlineFillScope scope = KlineFillScope.Period)
    {
        ArgumentNullException.ThrowIfNull(history);
        var filler = new KlineFiller(coverage, scope);
        return new(history.Venue, [.. history.Select(filler.Fill)], history.Asked);
    }

    /// <summary>Makes larger bars of these. They are labelled with the first minute of their bucket and known at its end,
    /// <see cref="KlineSeries.EndOf"/>.</summary>
    /// <remarks>The open is the first, the high the highest, the low the lowest, the close the last; volumes are summed; the
    /// day's shares and won are those of the last bar. A bucket without a bar has none. Filled bars count only in buckets that
    /// have nothing else; the result is then filled too.</remarks>
    /// <param name="series">The bars.</param>
    /// <param name="resampling">The length of buckets, and which minutes take part.</param>
    /// <returns>The larger bars; it may have none.</returns>
    public static KlineSeries Resample(this KlineSeries series, KlineResampling resampling)
    {
        ArgumentNullException.ThrowIfNull(series);
        return KlineResampler.Resample(series, new KlineBuckets(resampling, series.Venue));
    }

    /// <inheritdoc cref="Resample(KlineSeries, KlineResampling)"/>
    /// <param name="history">The bars.</param>
    /// <param name="resampling">The length of buckets, and which minutes take part.</param>
    /// <returns>The larger bars, of the symbols that have any.</returns>
    public static KlineHistory Resample(this KlineHistory history, KlineResampling resampling)
    {
        ArgumentNullException.ThrowIfNull(history);
        return new(history.Venue, [.. ResampleAll(history, resampling).Where(series => series.Count > 0)], history.Asked);
    }

    /// <summary>Starts to go through the bars in order of time, together with larger bars made of them.</summary>
    /// <remarks>Frame 0 has the bars themselves, the frames after it the larger ones in the order given. A symbol has the same index in
    /// every frame; in a frame of larger bars it may have none.</remarks>
    /// <param name="history">The bars.</param>
    /// <param name="larger">The larger bars to be shown beside them; may be empty.</param>
    public static KlineReplay Replay(this KlineHistory history, params IReadOnlyList<KlineResampling> larger)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(larger);
        return KlineReplay.Of([history, .. larger.Select(resampling => new KlineHistory(history.Venue, ResampleAll(history, resampling)))]);
    }

    private static KlineSeries[] ResampleAll(KlineHistory history, KlineResampling resampling)
    {
        var buckets = new KlineBuckets(resampling, history.Venue);
        return [.. history.Select(series => KlineResampler.Resample(series, buckets))];
    }
}
