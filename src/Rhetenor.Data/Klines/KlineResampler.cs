namespace Rhetenor.Data.Klines;

/// <summary>Combines bars into larger ones.</summary>
internal static class KlineResampler
{
    public static KlineSeries Resample(KlineSeries series, KlineBuckets buckets)
    {
        var bars = new KlineSeriesBuilder();
        (DateTime? start, DateTime end, KlineBar bucket, bool filled) = (null, default, default, false);
        for (var i = 0; i < series.Count; i++)
        {
            if (buckets.Find(series.Minutes[i]) is not { } at)
                continue;
            var (bar, fill) = (series[i].Bar, series.IsFilled(i));
            if (at.Start != start)
            {
                if (start is { } label)
                    bars.Add(label, bucket, end, filled);
                (start, end, bucket, filled) = (at.Start, at.End, bar, fill);
            }
            else if (fill)
            {
                continue;
            }
            else if (filled)
            {
                // A trade replaces a bar that was only filled.
                (bucket, filled) = (bar, false);
            }
            else
            {
                Merge(ref bucket, bar);
            }

            // Input bars that are already larger may end after the bucket in which they start.
            var known = series.EndOf(i);
            end = known > end ? known : end;
        }

        if (start is { } last)
            bars.Add(last, bucket, end, filled);
        return bars.Build(series);
    }

    /// <summary>Adds a later bar to a larger one.</summary>
    public static void Merge(ref KlineBar bucket, in KlineBar bar)
    {
        bucket.High = Math.Max(bucket.High, bar.High);
        bucket.Low = Math.Min(bucket.Low, bar.Low);
        bucket.Close = bar.Close;
        bucket.Volume = checked(bucket.Volume + bar.Volume);
        (bucket.AccVolume, bucket.AccValue) = (bar.AccVolume, bar.AccValue);
    }
}
