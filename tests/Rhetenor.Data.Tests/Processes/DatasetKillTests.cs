using System.Diagnostics;
using Rhetenor.Data.Tests.Archive;
using Rhetenor.Data.Victim;
using Xunit.Abstractions;

namespace Rhetenor.Data.Tests.Processes;

/// <summary>Publishers and readers through a cache, really killed. RHETENOR_KILLS says how often, up to 200; the moments are drawn by a
/// seed.</summary>
public sealed class DatasetKillTests(ITestOutputHelper output) : IDisposable
{
    private static readonly DateOnly First = new(2026, 6, 1), Last = new(2026, 6, 30);
    private readonly TemporaryFolder _folder = new();

    private static int Kills { get; } = int.TryParse(Environment.GetEnvironmentVariable("RHETENOR_KILLS"), out var kills) ? Math.Min(kills, 200) : 20;

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    public async Task Publications_and_removals_of_two_processes_killed_at_any_moment_leave_what_is_visible_whole()
    {
        var random = new Random(20_260_610);
        var (source, target) = (Path.Join(_folder.Path, "archive"), Path.Join(_folder.Path, "dataset"));
        var archive = new KlineArchive(new DirectoryObjectStore(source));
        foreach (var date in Shelf.Days(22))
            await Shelf.PutAsync(new DirectoryObjectStore(source), Shelf.Day(date, 12, 30), date.ToDateTime(new TimeOnly(16, 0)));
        await new KlineDataset(new DirectoryObjectStore(target), Publishing.Options).PublishAsync(archive, First, Last);
        var others = Flat(await archive.LoadAsync(new(First, Last))).Where(IsOther).ToList();
        var (unnamed, behind, publications, published) = (0, 0, 0, 0);
        for (var kill = 0; kill < Kills; kill += 2)
        {
            var victims = Enumerable.Range(0, 2).Select(_ => VictimProcess.Start(VictimProcess.Host, [VictimProcess.Program, "publish", source, target])).ToList();
            foreach (var victim in victims)
                await victim.ReadyAsync();
            // Some are killed in their first publication, others in a later one.
            await victims[0].SaysAsync("done", random.Next(3));
            foreach (var victim in victims)
            {
                // A publication takes some tens of milliseconds.
                await Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * 400));
                victim.Kill();
            }

            await EndedAsync(victims);

            // A new instance, as another reader: everything that the manifest names is there, and is one state of the archive.
            var dataset = new KlineDataset(new DirectoryObjectStore(target), Publishing.Options);
            var manifest = (await dataset.ReadManifestAsync())!;
            Assert.Equal(others, Flat(await dataset.LoadAsync(new(First, Last))).Where(IsOther));
            var seen = Flat(await dataset.LoadAsync(KlineQuery.Day(Publishing.Date)));
            var revisions = (await new DirectoryObjectStore(source).KeysAsync($"{Shelf.Prefix}/{Publishing.Date:yyyyMMdd}")).Count;
            // A process may be killed between a revision and its publication, and the next one too; no publication goes back.
            var state = revisions;
            do
                Assert.True(--state >= published, $"after kill {kill}, of {revisions} revisions: no state since {published}");
            while (!seen.SequenceEqual(Flat(await archive.LoadAsync(KlineQuery.Day(Publishing.Date) with { AsOf = new(Publishing.RetrievalOf(state), KoreaTime.Offset) }))));
            published = state;
            behind += state == revisions - 1 ? 0 : 1;
            unnamed += (await new DirectoryObjectStore(target).KeysAsync("klines/exchange=J/")).Except(manifest.Files.Select(file => file.Key)).Any() ? 1 : 0;
            publications = manifest.Number;
        }

        var last = new KlineDataset(new DirectoryObjectStore(target), Publishing.Options);
        await last.PublishAsync(archive, First, Last);
        var report = await last.VerifyAsync(archive, First, Last);
        Assert.True(report.IsEqual, report.ToString());
        await last.RemoveSupersededAsync(new DirectoryObjectStore(target));
        var left = await new DirectoryObjectStore(target).KeysAsync("klines/exchange=J/");
        Assert.Equal((await last.ReadManifestAsync())!.Files.Select(file => file.Key).Order(StringComparer.Ordinal), left.Except((await last.FindSupersededAsync()).Kept.Select(file => file.Key)));
        // The moments of the kills were those of work.
        Assert.True(publications > 1);
        Assert.True(Kills < 200 || unnamed > 0, "no kill left files that no manifest names");
        output.WriteLine($"{Kills} kills, {publications} publications; after {behind} kills the last revision was not published yet, after {unnamed} there were files that the latest manifest does not name");
    }

    [LinuxFact]
    public async Task A_cache_of_two_processes_killed_at_any_moment_has_no_wrong_object()
    {
        var random = new Random(20_260_611);
        var (source, local) = (Path.Join(_folder.Path, "remote"), Path.Join(_folder.Path, "cache"));
        var store = new DirectoryObjectStore(source);
        var keys = Enumerable.Range(0, 40).Select(number => $"a/{number}").ToList();
        foreach (var key in keys)
            await store.PutIfAbsentAsync(key, Caching.BodyOf(key));
        // The cache is full from the start, so that every object that is added takes the place of others.
        var full = new CachedObjectStore(store, local, Caching.MaxBytes, Caching.RemoteName);
        foreach (var key in keys)
            await full.GetAsync(key);
        var (watch, unfinished, largest, found) = (Stopwatch.StartNew(), 0, 0L, 0);
        for (var kill = 0; kill < Kills; kill += 2)
        {
            var victims = Enumerable.Range(0, 2).Select(i => VictimProcess.Start(VictimProcess.Host, [VictimProcess.Program, "cache", source, local, $"{kill + i}"])).ToList();
            foreach (var victim in victims)
                await victim.ReadyAsync();
            foreach (var victim in victims)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(random.NextDouble() * 60));
                victim.Kill();
            }

            await EndedAsync(victims);
            Directory.CreateDirectory(Path.Join(local, ".tmp"));
            var left = new DirectoryInfo(Path.Join(local, ".tmp")).GetFiles();
            unfinished += left.Length > 0 ? 1 : 0;
            largest = Math.Max(largest, Kept(local).Concat(left).Sum(file => file.Length));

            // The next processes come an hour later, and remove it.
            foreach (var file in left)
                file.LastWriteTimeUtc -= TimeSpan.FromHours(2);

            // A file that is there is whole. The remote store here is empty, so that nothing is added.
            var log = new Recorded();
            var cache = new CachedObjectStore(new InMemoryObjectStore(), local, remoteName: Caching.RemoteName, logger: log);
            foreach (var key in keys)
            {
                if (await cache.GetAsync(key) is not { } kept)
                    continue;
                Assert.True(Caching.BodyOf(key).AsSpan().SequenceEqual(kept), key);
                found++;
            }

            Assert.Empty(log.Lines);
        }

        // The limit holds but for what two processes add between two counts, however often they are killed; and the moments of the kills
        // were those of work.
        Assert.InRange(largest, Caching.MaxBytes / 2, Caching.MaxBytes * 5 / 4);
        Assert.True(found > 0);
        Assert.True(Kills < 200 || unfinished > 0, "no kill left an unfinished file");
        output.WriteLine($"{Kills} kills in {watch.Elapsed.TotalSeconds:N0} s; after {unfinished} pairs there was an unfinished file; at most {largest:N0} bytes were kept");
    }

    private static async Task EndedAsync(List<VictimProcess> victims)
    {
        foreach (var victim in victims)
        {
            Assert.Equal(128 + VictimProcess.SigKill, await victim.EndAsync());
            victim.Dispose();
        }
    }

    private static IEnumerable<FileInfo> Kept(string folder) => new DirectoryInfo(folder).EnumerateFiles("*.kept", SearchOption.AllDirectories);

    private static bool IsOther((string Symbol, Kline Bar) entry) => DateOnly.FromDateTime(entry.Bar.Minute) != Publishing.Date;

    private static List<(string, Kline)> Flat(KlineHistory history) => [.. history.SelectMany(series => series.Select(bar => (series.Symbol, bar)))];

    private sealed class Recorded : Microsoft.Extensions.Logging.ILogger<CachedObjectStore>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => true;

        public void Log<TState>(
            Microsoft.Extensions.Logging.LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
