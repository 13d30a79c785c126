using static Rhetenor.Data.Tests.Klines.ShapeBars;

namespace Rhetenor.Data.Tests.Klines;

/// <summary>Says in the plainest way which bars there are and when each is known: every minute of the day is asked for its bucket.</summary>
internal sealed class ReplayModel
{
    private readonly Dictionary<(DateOnly, KlineResampling, Venue), DateTime?[]> _labels = [];

    /// <summary>The bars of a series, each with its end.</summary>
    /// <param name="minutes">The minutes.</param>
    /// <param name="resampling">How they are made larger; null for minutes.</param>
    public List<(DateTime End, Kline Kline)> Bars(KlineSeries minutes, KlineResampling? resampling)
    {
        if (resampling is null)
            return [.. minutes.Select(bar => (bar.Minute.AddMinutes(1), bar))];
        return [.. minutes.GroupBy(bar => LabelOf(bar.Minute, resampling, minutes.Venue)).Where(group => group.Key is not null)
            .Select(group => (EndOf(group.Key!.Value, resampling, minutes.Venue), Merged(group.Key.Value, [.. group])))];
    }

    private static Kline Merged(DateTime label, Kline[] bars) => new(
        label, bars[0].Open, bars.Max(bar => bar.High), bars.Min(bar => bar.Low), bars[^1].Close, bars.Sum(bar => bar.Volume), bars[^1].AccVolume, bars[^1].AccValue);

    private DateTime? LabelOf(DateTime minute, KlineResampling resampling, Venue venue) =>
        Labels(DateOnly.FromDateTime(minute), resampling, venue)[(int)minute.TimeOfDay.TotalMinutes];

    // The end of the last minute that has this label.
    private DateTime EndOf(DateTime label, KlineResampling resampling, Venue venue) =>
        label.Date.AddMinutes(Array.FindLastIndex(Labels(DateOnly.FromDateTime(label), resampling, venue), other => other == label) + 1);

    private DateTime?[] Labels(DateOnly date, KlineResampling resampling, Venue venue)
    {
        if (!_labels.TryGetValue((date, resampling, venue), out var labels))
        {
            labels = [.. Enumerable.Range(0, 24 * 60).Select(minute =>
            {
                var bar = Series([date.ToDateTime(TimeOnly.MinValue).AddMinutes(minute)], venue).Resample(resampling);
                return bar.Count == 0 ? (DateTime?)null : bar.Minutes[0];
            })];
            _labels.Add((date, resampling, venue), labels);
        }

        return labels;
    }
}
