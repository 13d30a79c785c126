using Rhetenor.Data.Tests.Datasets;

namespace Rhetenor.Data.Tests;

/// <summary>The contract through a cache, twice: what is kept is what was stored.</summary>
public sealed class CachedObjectStoreTests : ObjectStoreContractTests
{
    private readonly TemporaryFolder _folder = new();
    private readonly StoreClock _clock = new();

    public override Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task An_object_and_a_range_are_fetched_once_and_a_missing_object_each_time()
    {
        var remote = new ProbedStore(new InMemoryObjectStore());
        await remote.PutIfAbsentAsync("k", "0123456789".Bytes());
        for (var i = 0; i < 3; i++)
        {
            // A new instance: another process, or the next day.
            var cache = Cache(remote);
            Assert.Equal("0123456789".Bytes(), await cache.GetAsync("k"));
            Assert.Equal("345".Bytes(), (await cache.ReadRangeAsync("k", 3, 3))!.Value.ToArray());
            Assert.Null(await cache.OpenReadAsync("none"));
        }

        Assert.Equal([("k", 3), ("k", 10), ("none", 0), ("none", 0), ("none", 0)], remote.Reads.Order());
        Assert.Equal(PutOutcome.Created, await Cache(remote).PutIfAbsentAsync("none", "x".Bytes()));
        Assert.Equal("x".Bytes(), await Cache(remote).GetAsync("none"));
    }

    [Fact]
    public async Task Concurrent_reads_of_an_object_share_one_fetch()
    {
        var remote = new ProbedStore(new InMemoryObjectStore());
        await remote.PutIfAbsentAsync("k", new byte[200_000]);
        var cache = Cache(remote);
        var reads = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => cache.GetAsync("k")));
        Assert.All(reads, body => Assert.Equal(200_000, body!.Length));
        Assert.InRange(remote.Reads.Count, 1, 2);
    }

    [Fact]
    public async Task A_range_of_a_body_that_was_cut_on_the_way_is_read_again_and_the_cut_body_is_not_kept()
    {
        var cut = new CutOnce(new InMemoryObjectStore());
        await cut.PutIfAbsentAsync("k", "0123456789".Bytes());
        foreach (var store in new IObjectStore[] { Cache(cut), new CutOnce(cut) })
        {
            for (var i = 0; i < 2; i++)
                Assert.Equal("789".Bytes(), (await store.ReadVerifiedRangeAsync("k", 7, 3, bytes => bytes.Length == 3 ? null : "short", default))!.Value.ToArray());
        }

        await Assert.ThrowsAsync<ObjectStoreException>(() => Cache(cut).ReadVerifiedRangeAsync("k", 9, 3, _ => null, default));
    }

    [Fact]
    public async Task Listings_are_the_remote_stores()
    {
        var remote = new ProbedStore(new InMemoryObjectStore());
        await remote.PutIfAbsentAsync("a", "1".Bytes());
        var cache = Cache(remote);
        await cache.GetAsync("a");
        await remote.PutIfAbsentAsync("b", "2".Bytes());
        Assert.Equal(["a", "b"], await cache.KeysAsync(""));
        Assert.Equal(1, remote.Lists);
    }

    [Fact]
    public async Task The_objects_not_read_for_the_longest_time_go_first()
    {
        var remote = new ProbedStore(new InMemoryObjectStore());
        foreach (var key in (string[])["a", "b", "c", "d"])
            await remote.PutIfAbsentAsync(key, new byte[1_000]);
        // Room for three, with their hashes.
        var cache = new CachedObjectStore(remote, _folder.Path, maxBytes: 3_300, _clock);
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
    public async Task A_damaged_file_is_fetched_again()
    {
        var remote = new ProbedStore(new InMemoryObjectStore());
        await remote.PutIfAbsentAsync("k", "0123456789".Bytes());
        await Cache(remote).GetAsync("k");
        var file = Files().Single().FullName;
        foreach (var damage in (Func<byte[], byte[]>[])[body => body[..5], body => [.. body.Select((value, i) => i == 4 ? (byte)(value ^ 1) : value)], _ => []])
        {
            await File.WriteAllBytesAsync(file, damage(await File.ReadAllBytesAsync(file)));
            remote.Reads.Clear();
            Assert.Equal("0123456789".Bytes(), await Cache(remote).GetAsync("k"));
            Assert.Single(remote.Reads);
        }
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_never_fails_a_read()
    {
        var remote = new ProbedStore(new InMemoryObjectStore());
        await remote.PutIfAbsentAsync("k", "x".Bytes());
        var file = Path.Join(_folder.Path, "file");
        await File.WriteAllTextAsync(file, "");
        var cache = new CachedObjectStore(remote, file);
        Assert.Equal("x".Bytes(), await cache.GetAsync("k"));
        Assert.Equal("x".Bytes(), await cache.GetAsync("k"));
    }

    [Fact]
    public void Impossible_settings_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new CachedObjectStore(new InMemoryObjectStore(), " "));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CachedObjectStore(new InMemoryObjectStore(), "cache", maxBytes: 0));
    }

    protected override Task<IObjectStore> CreateAsync() => Task.FromResult<IObjectStore>(Cache(new InMemoryObjectStore()));

    private CachedObjectStore Cache(IObjectStore remote) => new(remote, Path.Join(_folder.Path, "cache"), timeProvider: _clock);

    private IEnumerable<FileInfo> Files() => new DirectoryInfo(_folder.Path).EnumerateFiles("*.kept", SearchOption.AllDirectories);

    /// <summary>Reads no ranges, and cuts the first body.</summary>
    private sealed class CutOnce(IObjectStore inner) : IObjectStore
    {
        private int _reads;

        public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default) =>
            await inner.GetAsync(key) is not { } body ? null : new MemoryStream(_reads++ == 0 ? body[..5] : body);

        public Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) => inner.PutIfAbsentAsync(key, body, cancellationToken);

        public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, cancellationToken);
    }
}
