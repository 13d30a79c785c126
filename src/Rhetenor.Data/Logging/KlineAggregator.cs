using System.Runtime.InteropServices;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Logging;

/// <summary>Converts the rows of one symbol and one day to bars.</summary>
internal static class KlineAggregator
{
    /// <summary>Drops rows that are not bars, and computes the cumulative volume.</summary>
    /// <param name="rows">All rows of the day up to the cutoff, or all rows since <paramref name="accVolume"/>. With fewer rows the
    /// sum would be wrong.</param>
    /// <param name="date">The date. Rows of other dates are dropped.</param>
    /// <param name="cutoff">The first minute that is not completed, Korean time.</param>
    /// <param name="accVolume">The day's volume in shares before the first of these rows; 0 for a whole day.</param>
    /// <returns>The bars, minutes ascending.</returns>
    /// <exception cref="ArgumentException">A bar cannot have a number, or the day's volume is too large.</exception>
    public static List<Kline> Aggregate(ReadOnlySpan<MinuteRow> rows, DateOnly date, DateTime cutoff, long accVolume = 0)
    {
        var klines = new List<Kline>(rows.Length);
        if (!MinuteRows.AreOrdered(rows))
        {
            List<MinuteRow> ordered = [.. rows];
            MinuteRows.Order(ordered);
            rows = CollectionsMarshal.AsSpan(ordered);
        }

        foreach (ref readonly var row in rows)
        {
            if (DateOnly.FromDateTime(row.Minute) == date && row.Minute < cutoff && !IsFill(row))
                accVolume = Add(klines, row, accVolume);
        }

        return klines;
    }

    private static long Add(List<Kline> klines, in MinuteRow row, long accVolume)
    {
        if (row.Volume < 0 || row.Volume > long.MaxValue - accVolume)
            throw Kline.Refusal(row.Minute, "volume", $"from 0 to {long.MaxValue - accVolume}", row.Volume);
        accVolume += row.Volume;
        klines.Add(new Kline(row.Minute, row.Open, row.High, row.Low, row.Close, row.Volume, accVolume, row.AccValue > 0 ? row.AccValue : null));
        return accVolume;
    }

    /// <summary>Determines whether a row stands for a minute without trades.</summary>
    public static bool IsFill(in MinuteRow row) =>
        row.Volume == 0 && row.Open == row.High && row.Open == row.Low && row.Open == row.Close;
}
