namespace Rhetenor.Data.Klines;

/// <summary>Makes larger bars.</summary>
internal static class KlineResampler
{
    public static KlineSeries Resample(KlineSeries series, KlineBuckets buckets)
    {
        var bars = new KlineSeriesBuilder();
        (DateTime? start, KlineBar bucket, bool filled) = (null, default, false);
        for (var i = 0; i < series.Count; i++)
        {
            if (buckets.StartOf(series.Minutes[i]) is not { } at)
                continue;
            var (bar, fill) = (series[i].Bar, series.IsFilled(i));
            if (at == start && fill)
                continue;
            if (at != start || filled)
            {
                // A trade takes the place of what was only filled before it.
                if (at != start && start is { } label)
                    bars.Add(label, bucket, filled);
                (start, bucket, filled) = (at, bar, fill);
                continue;
            }

            Merge(ref bucket, bar);
        }

        if (start is { } last)
            bars.Add(last, bucket, filled);
        return bars.Build(series.Symbol);
    }

    private static void Merge(ref KlineBar bucket, in KlineBar bar)
    {
        bucket.High = Math.Max(bucket.High, bar.High);
        bucket.Low = Math.Min(bucket.Low, bar.Low);
        bucket.Close = bar.Close;
        bucket.Volume = checked(bucket.Volume + bar.Volume);
        (bucket.AccVolume, bucket.AccValue) = (bar.AccVolume, bar.AccValue);
    }
}
