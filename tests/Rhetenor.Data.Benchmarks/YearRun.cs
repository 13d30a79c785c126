using System.Diagnostics;

namespace Rhetenor.Data.Benchmarks;

/// <summary>Reads a year of whole days from a folder and shows how the peak of memory grows: it should not.</summary>
internal static class YearRun
{
    private static readonly DateOnly First = new(2025, 1, 1);

    public static async Task WriteAsync(string folder, int days)
    {
        var store = new DirectoryObjectStore(folder);
        for (var i = 0; i < days; i++)
        {
            var slices = KlineSyntheticDay.On(First.AddDays(i), null);
            var key = new KlineKey("hantoo-stock-kline-1m", slices[0].Minute, slices[^1].Minute, Venue.Krx, slices[^1].Minute.AddHours(1));
            await store.PutIfAbsentAsync(key.ToString(), KlineCodec.Pack(slices, accValue: true));
        }
    }

    /// <summary>Times reading the first day into columns, for comparison with other programs on the same object.</summary>
    public static async Task ReadDayAsync(string folder)
    {
        foreach (var ahead in (int[])[0, 8])
        {
            var archive = new KlineArchive(new DirectoryObjectStore(folder), new() { SessionsAhead = ahead });
            var times = new List<double>();
            var bars = 0L;
            for (var run = 0; run < 20; run++)
            {
                var start = Stopwatch.GetTimestamp();
                bars = (await archive.LoadAsync(KlineQuery.Day(First))).BarCount;
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            Console.WriteLine($"KlineArchive.LoadAsync, {(ahead == 0 ? 1 : 2)} thread(s): {bars} bars, best {times.Min():F0} ms, median of the last ten {times.TakeLast(10).Order().ElementAt(5):F0} ms, first {times[0]:F0} ms");
        }
    }

    public static async Task ReadAsync(string folder)
    {
        var archive = new KlineArchive(new DirectoryObjectStore(folder));
        var (days, bars, date) = (0, 0L, DateOnly.MinValue);
        var watch = Stopwatch.StartNew();
        await foreach (var slice in archive.ReadAsync(new(First, First.AddYears(1)), reuseBuffers: true))
        {
            if (date != DateOnly.FromDateTime(slice.Minute) && days > 0 && (days is 1 or 5 or 10 or 25 or 50 or 100 or 200))
                Show();
            days += date == DateOnly.FromDateTime(slice.Minute) ? 0 : 1;
            date = DateOnly.FromDateTime(slice.Minute);
            bars += slice.Count;
        }

        Show();

        void Show()
        {
            using var process = Process.GetCurrentProcess();
            Console.WriteLine($"{days,4} days {bars,12:N0} bars {watch.Elapsed.TotalSeconds,7:F1} s  peak {process.PeakWorkingSet64 >> 20,5} MiB");
        }
    }
}
