using System.Globalization;
using System.Text;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Export;

/// <summary>Formats rows of LEAN's equity files: no header, prices times 10,000, lines ending in LF.</summary>
internal static class LeanRows
{
    /// <summary>Returns the minute bars of one day: milliseconds since midnight in Korea, open, high, low, close, volume.</summary>
    public static byte[] Minutes(KlineSeries series, int from, int to) =>
        Rows(series, from, to, minute => $"{(long)minute.TimeOfDay.TotalMilliseconds}");

    /// <summary>Returns daily bars: <c>yyyyMMdd 00:00</c>, open, high, low, close, volume.</summary>
    public static byte[] Days(KlineSeries series) =>
        Rows(series, 0, series.Count, minute => DateOnly.FromDateTime(minute).ToDigits() + " 00:00");

    // Filled bars and days without trades are left out, because LEAN fills forward by itself.
    private static byte[] Rows(KlineSeries series, int from, int to, Func<DateTime, string> time)
    {
        var rows = new StringBuilder();
        for (var i = from; i < to; i++)
        {
            if (series.IsFilled(i) || (series.Daily is not null && series.Volume[i] == 0))
                continue;
            var bar = series[i].Bar;
            rows.Append(CultureInfo.InvariantCulture, $"{time(series.Minutes[i])},{bar.Open},{bar.High},{bar.Low},{bar.Close},{bar.Volume}\n");
        }

        return Encoding.ASCII.GetBytes(rows.ToString());
    }
}
