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
            await store.PutIfAbsentAsync(key.ToString(), KlineCodec.Pack(slices));
        }
    }

    public static async Task ReadAsync(string folder)
    {
        var archive = new KlineArchive(new DirectoryObjectStore(folder));
        var (days, bars, date) = (0, 0L, DateOnly.MinValue);
        var watch = Stopwatch.StartNew();
        await foreach (var slice in archive.ReadAsync(First, First.AddYears(1)))
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
