using System.Runtime.InteropServices;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Logging;

/// <summary>Turns the rows that a source gave for one symbol and one day into bars.</summary>
internal static class KlineAggregator
{
    /// <summary>Drops what is not a bar, and sums the day's shares.</summary>
    /// <param name="rows">All rows of the day up to the cutoff, or all since <paramref name="accVolume"/>: a sum over less would be wrong.</param>
    /// <param name="date">The date. Rows of other dates are dropped.</param>
    /// <param name="isSessionMinute">Which minutes of the day can have a bar.</param>
    /// <param name="cutoff">The first minute that is not completed, Korean time.</param>
    /// <param name="accVolume">The day's shares before the first of these rows: 0 for a whole day.</param>
    /// <returns>The bars, and how many rows were dropped for which reason.</returns>
    /// <exception cref="KlineFormatException">A number is negative, or the day's shares are more than fit.</exception>
    public static KlineAggregation Aggregate(ReadOnlySpan<MinuteRow> rows, DateOnly date, Func<TimeOnly, bool> isSessionMinute, DateTime cutoff, long accVolume = 0)
    {
        var result = new KlineAggregation(new(rows.Length));
        if (!MinuteRows.AreOrdered(rows))
        {
            List<MinuteRow> ordered = [.. rows];
            (result.Duplicates, result.Conflicts) = MinuteRows.Order(ordered);
            rows = CollectionsMarshal.AsSpan(ordered);
        }

        long? accValue = null;
        foreach (ref readonly var row in rows)
        {
            if (DateOnly.FromDateTime(row.Minute) != date)
                result.OtherDate++;
            else if (row.Minute >= cutoff)
                result.NotCompleted++;
            else if (!isSessionMinute(TimeOnly.FromDateTime(row.Minute)))
                result.OutsideSession++;
            else if (IsFill(row) && (accValue is null || accValue == row.AccValue))
                (result.NoTrade, accValue) = (result.NoTrade + 1, row.AccValue);
            else
                (accVolume, accValue) = (Add(result.Klines, row, accVolume), row.AccValue);
        }

        return result;
    }

    private static long Add(List<Kline> klines, in MinuteRow row, long accVolume)
    {
        if (row.Volume < 0 || row.Volume > long.MaxValue - accVolume)
            throw KlineFormatException.OfNumber(row.Minute, "volume", $"from 0 to {long.MaxValue - accVolume}", row.Volume);
        accVolume += row.Volume;
        klines.Add(new Kline(row.Minute, row.Open, row.High, row.Low, row.Close, row.Volume, accVolume, row.AccValue));
        return accVolume;
    }

    private static bool IsFill(in MinuteRow row) =>
        row.Volume == 0 && row.Open == row.High && row.Open == row.Low && row.Open == row.Close;
}
