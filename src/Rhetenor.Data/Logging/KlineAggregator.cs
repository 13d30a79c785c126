using System.Runtime.InteropServices;

namespace Rhetenor.Data;

/// <summary>Makes bars of the rows a source gave for one symbol and one day.</summary>
public static class KlineAggregator
{
    /// <summary>Sorts, drops what is no bar, and sums the day's shares.</summary>
    /// <param name="rows">All rows of the day up to the cutoff, or all since <paramref name="accVolume"/>, in the order received: a sum over less would be wrong.</param>
    /// <param name="date">The date. Rows of other dates are dropped.</param>
    /// <param name="isSessionMinute">Which minutes of the day can have a bar.</param>
    /// <param name="cutoff">The first minute that is not completed, Korean time.</param>
    /// <param name="accVolume">The day's shares before the first of these rows: 0 for a whole day.</param>
    /// <returns>The bars, and how many rows were dropped for which reason.</returns>
    /// <exception cref="KlineFormatException">A number is negative, or the day's shares are more than fit.</exception>
    public static KlineAggregation Aggregate(ReadOnlySpan<MinuteRow> rows, DateOnly date, Func<TimeOnly, bool> isSessionMinute, DateTime cutoff, long accVolume = 0)
    {
        ArgumentNullException.ThrowIfNull(isSessionMinute);
        var kept = new List<MinuteRow>(rows.Length);
        var (otherDate, notCompleted, outside) = (0, 0, 0);
        foreach (ref readonly var row in rows)
        {
            if (DateOnly.FromDateTime(row.Minute) != date)
                otherDate++;
            else if (row.Minute >= cutoff)
                notCompleted++;
            else if (!isSessionMinute(TimeOnly.FromDateTime(row.Minute)))
                outside++;
            else
                kept.Add(row);
        }

        var (duplicates, conflicts) = Order(kept);
        var klines = Sum(kept, accVolume, out var noTrade);
        return new KlineAggregation(klines)
        {
            Duplicates = duplicates,
            Conflicts = conflicts,
            OtherDate = otherDate,
            NotCompleted = notCompleted,
            OutsideSession = outside,
            NoTrade = noTrade,
        };
    }

    // Pages come newest first, and once in a while a minute comes twice. A stable sort then keeps the order received within it, of
    // which the last is used.
    private static (int Duplicates, int Conflicts) Order(List<MinuteRow> rows)
    {
        if (IsDescending(CollectionsMarshal.AsSpan(rows)))
        {
            rows.Reverse();
            return default;
        }

        var sorted = rows.OrderBy(row => row.Minute).ToList();
        rows.Clear();
        var (duplicates, conflicts) = (0, 0);
        for (var i = 0; i < sorted.Count; i++)
        {
            if (i + 1 == sorted.Count || sorted[i + 1].Minute != sorted[i].Minute)
            {
                rows.Add(sorted[i]);
                continue;
            }

            duplicates++;
            conflicts += sorted[i] == sorted[i + 1] ? 0 : 1;
        }

        return (duplicates, conflicts);
    }

    private static bool IsDescending(ReadOnlySpan<MinuteRow> rows)
    {
        for (var i = 1; i < rows.Length; i++)
        {
            if (rows[i].Minute >= rows[i - 1].Minute)
                return false;
        }

        return true;
    }

    private static List<Kline> Sum(List<MinuteRow> rows, long accVolume, out int noTrade)
    {
        var klines = new List<Kline>(rows.Count);
        noTrade = 0;
        long? accValue = null;
        foreach (ref readonly var row in CollectionsMarshal.AsSpan(rows))
        {
            if (IsFill(row) && (accValue is null || accValue == row.AccValue))
            {
                (noTrade, accValue) = (noTrade + 1, row.AccValue);
                continue;
            }

            if (row.Volume < 0 || row.Volume > long.MaxValue - accVolume)
                throw KlineFormatException.OfNumber(row.Minute, "volume", $"from 0 to {long.MaxValue - accVolume}", row.Volume);
            (accVolume, accValue) = (accVolume + row.Volume, row.AccValue);
            klines.Add(new Kline(row.Minute, row.Open, row.High, row.Low, row.Close, row.Volume, accVolume, row.AccValue));
        }

        return klines;
    }

    private static bool IsFill(in MinuteRow row) =>
        row.Volume == 0 && row.Open == row.High && row.Open == row.Low && row.Open == row.Close;
}
