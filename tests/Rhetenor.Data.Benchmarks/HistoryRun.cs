using System.Diagnostics;
using System.Runtime.CompilerServices;
using Rhetenor.Data.Testing;

namespace Rhetenor.Data.Benchmarks;

/// <summary>Indexes a year of generated masters of three markets, then opens the history in a process of its own and compares two
/// days.</summary>
internal static class HistoryRun
{
    private static readonly DateOnly First = new(2025, 1, 1), Last = new(2025, 12, 31);

    public static async Task IndexAsync(string folder)
    {
        var store = new Generated(new DirectoryObjectStore(folder));
        var watch = Stopwatch.StartNew();
        var key = await new MasterDownloader(store).IndexHistoryAsync(First.Year);
        Console.WriteLine($"{store.Count} masters indexed in {watch.Elapsed.TotalSeconds:F1} s: {key}, {new FileInfo(Path.Join(folder, key)).Length:N0} bytes");
    }

    public static async Task OpenAsync(string folder)
    {
        var store = new Generated(new DirectoryObjectStore(folder));
        using var process = Process.GetCurrentProcess();
        for (var run = 0; run < 5; run++)
        {
            process.Refresh();
            var before = process.TotalProcessorTime;
            var (start, bytes) = (Stopwatch.GetTimestamp(), GC.GetTotalAllocatedBytes(precise: true));
            var history = await new MasterDownloader(store).LoadHistoryAsync(First, Last);
            var changes = history.Between(new(2025, 3, 3), new(2025, 11, 3));
            var (took, allocated) = (Stopwatch.GetElapsedTime(start), GC.GetTotalAllocatedBytes(precise: true) - bytes);
            process.Refresh();
            var used = process.TotalProcessorTime - before;
            Console.WriteLine($"{history}: {changes.Count} changes, {took.TotalMilliseconds:F0} ms ({used.TotalMilliseconds:F0} ms of processors), allocated {allocated / 1048576.0:F1} MiB, peak of the process {process.PeakWorkingSet64 >> 20} MiB");
        }
    }

    /// <summary>A store that generates masters when they are read and keeps other objects.</summary>
    private sealed class Generated(IObjectStore kept) : IObjectStore
    {
        private static readonly Dictionary<Market, int> Records = new() { [Market.Kospi] = 2_400, [Market.Kosdaq] = 1_800, [Market.Konex] = 120 };
        private readonly SortedDictionary<string, (Market Market, DateOnly Date)> _masters = new(
            (from day in Enumerable.Range(0, Last.DayNumber - First.DayNumber + 1).Select(First.AddDays)
             where KrxCalendar.GetDay(day) == MarketDay.Session
             from market in Market.All
             select (market, day)).ToDictionary(master => $"hantoo_master/{master.day:yyyyMMdd}_{master.market.ToKey()}.json", master => master), StringComparer.Ordinal);

        public int Count => _masters.Count;

        public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default) => _masters.TryGetValue(key, out var master)
            ? Task.FromResult<Stream?>(new MemoryStream(Json(master.Market, master.Date)))
            : kept.OpenReadAsync(key, cancellationToken);

        public Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) =>
            kept.PutIfAbsentAsync(key, body, cancellationToken);

        public async IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            foreach (var key in _masters.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)))
                yield return new(key, 4_000_000);
            await foreach (var other in kept.ListAsync(prefix, cancellationToken))
                yield return other;
        }

        private static byte[] Json(Market market, DateOnly date) =>
            MstParser.Parse(MstGenerator.Generate(HantooMstSpec.For(market), Records[market], 1, date), HantooMstSpec.For(market)).ToJson();
    }
}
