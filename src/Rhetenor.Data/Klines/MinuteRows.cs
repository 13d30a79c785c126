using System.Runtime.InteropServices;

namespace Rhetenor.Data.Klines;

/// <summary>Orders rows by minute. Only the last received row of each minute is kept.</summary>
internal static class MinuteRows
{
    /// <summary>Determines whether rows are already in order.</summary>
    public static bool AreOrdered(ReadOnlySpan<MinuteRow> rows) => IsSorted(rows, step: 1);

    /// <summary>Orders rows. Rows in descending order, as KIS sends them, are only reversed.</summary>
    /// <param name="rows">The rows, in the order received.</param>
    public static void Order(List<MinuteRow> rows)
    {
        var span = CollectionsMarshal.AsSpan(rows);
        if (AreOrdered(span))
            return;
        if (IsSorted(span, step: -1))
        {
            span.Reverse();
            return;
        }

        // A stable sort keeps the order received within a minute.
        var sorted = rows.OrderBy(row => row.Minute).ToList();
        rows.Clear();
        for (var i = 0; i < sorted.Count; i++)
        {
            if (i + 1 == sorted.Count || sorted[i + 1].Minute != sorted[i].Minute)
                rows.Add(sorted[i]);
        }
    }

    private static bool IsSorted(ReadOnlySpan<MinuteRow> rows, int step)
    {
        for (var i = 1; i < rows.Length; i++)
        {
            if (Math.Sign(rows[i].Minute.Ticks - rows[i - 1].Minute.Ticks) != step)
                return false;
        }

        return true;
    }
}
