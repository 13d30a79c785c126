using Rhetenor.Data.Tests.Datasets;

namespace Rhetenor.Data.Tests;

/// <summary>The limit of a cache's folder: what goes first, and what processes that end at any step leave.</summary>
public sealed class CacheLimitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StoreClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_objects_not_read_for_the_longest_time_go_first()
    {
        var remote = new ProbedStore(new InMemoryObjectStore());
        foreach (var key in (string[])["a", "b", "c", "d"])
            await remote.PutIfAbsentAsync(key, new byte[1_000]);
        // Room for three, with their hashes.
        var cache = new CachedObjectStore(remote, _folder.Path, maxBytes: 3_300, "remote", _clock);
        foreach (var key in (string[])["a", "b", "c", "a", "d"])
        {
            await cache.GetAsync(key);
            _clock.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.InRange(Files().Sum(file => file.Length), 1, 3_300);
        remote.Reads.Clear();
        foreach (var key in (string[])["d", "a", "c"])
            await cache.GetAsync(key);
        Assert.Empty(remote.Reads);
        await cache.GetAsync("b");
        Assert.Equal([("b", 1_000)], remote.Reads);
        await remote.PutIfAbsentAsync("large", new byte[4_000]);
        Assert.Equal(4_000, (await cache.GetAsync("large"))!.Length);
        Assert.InRange(Files().Sum(file => file.Length), 1, 3_300);
    }

    [Fact]
    public async Task A_process_that_ends_after_any_step_leaves_the_folder_within_its_limit()
    {
        var remote = new InMemoryObjectStore();
        var keys = Enumerable.Range(0, 20).Select(number => $"{number}").ToList();
        // A large object after small ones, for which no room was left by chance.
        foreach (var (number, key) in keys.Index())
            await remote.PutIfAbsentAsync(key, new byte[number % 5 == 4 ? 4_000 : 500]);
        var largest = 0L;
        // The clock is asked before and after a file appears. What is there then is what a process leaves that ends there.
        var clock = new AskedClock(() => largest = Math.Max(largest, Files().Sum(file => file.Length)));
        foreach (var key in keys)
            await new CachedObjectStore(remote, _folder.Path, maxBytes: 5_100, "remote", clock).GetAsync(key);
        Assert.InRange(largest, 4_000, 5_100);

        // Nor does what a killed process left while it wrote, also one with the same id. Nobody else writes it an hour later.
        foreach (var id in new[] { 999_999_999, Environment.ProcessId })
        {
            foreach (var (size, age, kept) in new[] { (4_500, 0, 516L), (5_700, 0, 0), (5_700, 61, 516) })
            {
                foreach (var file in Files())
                    file.Delete();
                var unfinished = Path.Join(_folder.Path, ".tmp", $"{id}-999999999.part");
                await File.WriteAllBytesAsync(unfinished, new byte[size]);
                File.SetLastWriteTimeUtc(unfinished, clock.GetUtcNow().UtcDateTime.AddMinutes(-age));
                await new CachedObjectStore(remote, _folder.Path, maxBytes: 5_100, "remote", clock).GetAsync("0");
                Assert.Equal((id, size, age, age == 0, kept), (id, size, age, File.Exists(unfinished), Files().Sum(file => file.Length)));
            }
        }

        Assert.InRange(largest, 4_000, 5_100);

        var parallel = new CachedObjectStore(remote, _folder.Path, maxBytes: 5_100, "other", _clock);
        foreach (var number in Enumerable.Range(0, 12))
            await remote.PutIfAbsentAsync($"large/{number}", new byte[4_000]);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Task.Run(() => parallel.GetAsync($"large/{number}"))));
        Assert.InRange(Files().Sum(file => file.Length), 1, 5_100);
    }

    private IEnumerable<FileInfo> Files() => new DirectoryInfo(_folder.Path).EnumerateFiles("*.kept", SearchOption.AllDirectories);

    private sealed class AskedClock(Action asked) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            asked();
            return new(2026, 1, 26, 0, 0, 0, TimeSpan.Zero);
        }
    }
}
