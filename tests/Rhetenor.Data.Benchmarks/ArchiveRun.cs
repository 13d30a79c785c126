using System.Diagnostics;

namespace Rhetenor.Data.Benchmarks;

/// <summary>Reading a store in memory back; the limit of each workload is decompressing its objects.</summary>
/// <remarks>Every row takes its turn in every round, so that a machine that is faster at one minute than at the next does not matter; a
/// ratio is that of one round.</remarks>
internal static class ArchiveRun
{
    private const int WarmUp = 6;
    private const int Rounds = 21;
    private static readonly DateOnly Date = new(2026, 1, 26);
    private static readonly string[] Fifty = [.. Enumerable.Range(0, 50).Select(i => $"{i * 54 * 130:D6}")];
    private static readonly byte[] Text = new byte[512 << 10];

    public static async Task PrintAsync()
    {
        var slices = KlineSyntheticDay.Slices;
        await PrintAsync("a day as one object", [Packed(slices, Date, 16)]);
        await PrintAsync("the day from 26 overlapping objects", Enumerable.Range(0, 26).Select(i => Packed(slices[(i * 14)..Math.Min(381, (i * 14) + 31)], Date, 16 + i)));
        await PrintAsync("50 of the day's 2,700 symbols", [Packed(slices, Date, 16)], Fifty);
        await PrintAsync("21 days of 50 symbols, an object each", Enumerable.Range(0, 21).Select(i => Packed(KlineSyntheticDay.On(Date.AddDays(i), Fifty), Date.AddDays(i), 16)));
        await PrintAsync("the day as the Python original sets it", [(Packed(slices, Date, 16).Key, KlineSyntheticDay.OldObject)]);
        await PrintAsync("four days, an object each", Enumerable.Range(0, 4).Select(i => Packed(KlineSyntheticDay.On(Date.AddDays(i), null), Date.AddDays(i), 16)));
    }

    private static async Task PrintAsync(string name, IEnumerable<(KlineKey Key, byte[] Body)> objects, string[]? symbols = null)
    {
        var store = new InMemoryObjectStore();
        var bodies = new List<byte[]>();
        foreach (var (key, body) in objects)
        {
            await store.PutIfAbsentAsync(key.ToString(), body);
            bodies.Add(body);
        }

        var (one, two) = (new KlineArchive(store, new() { SessionsAhead = 0 }), new KlineArchive(store));
        (string Name, Func<Task> Work)[] rows =
        [
            ("decompress", () => Decompress(bodies)),
            ("slices, one thread", () => ReadAsync(one, symbols, reuseBuffers: true)),
            ("slices, two threads", () => ReadAsync(two, symbols, reuseBuffers: true)),
            ("slices that are kept, one thread", () => ReadAsync(one, symbols, reuseBuffers: false)),
            ("columns, one thread", () => one.LoadAsync(new(Date, Date.AddDays(30), symbols))),
            ("columns, two threads", () => two.LoadAsync(new(Date, Date.AddDays(30), symbols))),
        ];
        // What making the objects left behind is not part of reading them.
        GC.Collect();
        var times = Array.ConvertAll(rows, _ => new List<double>());
        for (var round = 0; round < WarmUp + Rounds; round++)
        {
            for (var row = 0; row < rows.Length; row++)
            {
                var start = Stopwatch.GetTimestamp();
                await rows[row].Work();
                if (round >= WarmUp)
                    times[row].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        Console.WriteLine($"{name}: {bodies.Sum(body => body.Length):N0} bytes");
        for (var row = 0; row < rows.Length; row++)
        {
            var ratios = times[row].Zip(times[0], (time, limit) => time / limit).Order().ToList();
            Console.WriteLine($"  {rows[row].Name,-34} best {times[row].Min(),7:F1} ms   × decompress: median {ratios[Rounds / 2]:F2}, middle half {ratios[Rounds / 4]:F2} to {ratios[3 * Rounds / 4]:F2}");
        }
    }

    private static Task Decompress(List<byte[]> bodies)
    {
        foreach (var body in bodies)
        {
            using var reader = new Zstd.Reader(body, KlineLimits.Default);
            while (reader.Read(body, Text) > 0)
            {
            }
        }

        return Task.CompletedTask;
    }

    private static async Task ReadAsync(KlineArchive archive, string[]? symbols, bool reuseBuffers)
    {
        var bars = 0L;
        await foreach (var slice in archive.ReadAsync(new(Date, Date.AddDays(30), symbols), reuseBuffers: reuseBuffers))
            bars += slice.Count;
        if (bars == 0)
            throw new InvalidOperationException("Nothing was read.");
    }

    private static (KlineKey Key, byte[] Body) Packed(KlineSlice[] slices, DateOnly date, int minute) => (
        new KlineKey("hantoo-stock-kline-1m", slices[0].Minute, slices[^1].Minute, Venue.Krx, date.ToDateTime(new TimeOnly(16, minute))),
        KlineCodec.Pack(slices));
}
