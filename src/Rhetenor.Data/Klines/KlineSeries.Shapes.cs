using Rhetenor.Data.Klines;

namespace Rhetenor.Data;

/// <content>Other shapes of the same bars.</content>
public sealed partial class KlineSeries
{
    private readonly bool[] _filled = [];

    internal KlineSeries(string symbol, KlineColumns columns, bool[]? filled)
        : this(symbol, columns) => _filled = filled ?? [];

    /// <summary>How many bars are not trades but filled forward; 0 in what was read.</summary>
    public int FilledCount => _filled.AsSpan().Count(true);

    /// <summary>Whether a bar is no trade but filled forward.</summary>
    /// <param name="index">The place of the bar.</param>
    public bool IsFilled(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        return _filled.Length > 0 && _filled[index];
    }

    /// <summary>Fills minutes of a session in which nothing traded: open, high, low and close are the close before, the volume
    /// is 0, the day's shares and won stay. <see cref="IsFilled"/> marks these bars.</summary>
    /// <remarks>
    /// <para>Filled is every minute of the venue's trading periods that the coverage covers and that has no bar, once there is a
    /// close to carry. A minute that is not covered is unknown and stays absent. So do minutes between two periods.</para>
    /// <para>The ten minutes before a closing auction, 15:20 to 15:29, and 15:30 itself belong to the regular period: nothing
    /// can trade while orders are collected, the last price stands, and they are filled like others.</para>
    /// </remarks>
    /// <param name="coverage">What was asked and answered, in any order: of one venue, which tells the hours.</param>
    /// <param name="scope">How far a close is carried.</param>
    /// <returns>The bars and those filled in.</returns>
    /// <exception cref="ArgumentException">The coverage is of several venues.</exception>
    public KlineSeries FillForward(IEnumerable<KlineCoverage> coverage, KlineFillScope scope = KlineFillScope.Period) =>
        new KlineFiller(coverage, scope).Fill(this);

    /// <summary>Makes larger bars of these. They are labelled with the first minute of their bucket and complete at its end.</summary>
    /// <remarks><para>The open is the first, the high the highest, the low the lowest, the close the last; volumes are summed; the
    /// day's shares and won are those of the last bar. A bucket without a bar has none. Filled bars count only in buckets that
    /// have nothing else; the result is then filled too.</para></remarks>
    /// <param name="resampling">The length of buckets, the venue, and which minutes take part.</param>
    /// <returns>The larger bars; it may have none.</returns>
    public KlineSeries Resample(KlineResampling resampling) => KlineResampler.Resample(this, new KlineBuckets(resampling));
}
