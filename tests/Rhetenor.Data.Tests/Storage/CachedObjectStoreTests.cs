using Rhetenor.Data.Tests.Archive;
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
        var cache = new CachedObjectStore(remote, file, remoteName: "remote");
        Assert.Equal("x".Bytes(), await cache.GetAsync("k"));
        Assert.Equal("x".Bytes(), await cache.GetAsync("k"));
    }

    [Fact]
    public async Task Two_remote_stores_in_one_folder_never_serve_each_others_objects()
    {
        using var client = new Amazon.S3.AmazonS3Client("key", "secret", new Amazon.S3.AmazonS3Config { ServiceURL = "http://localhost:9" });
        using var elsewhere = new Amazon.S3.AmazonS3Client("key", "secret", new Amazon.S3.AmazonS3Config { ServiceURL = "http://localhost:10" });
        using var amazon = new Amazon.S3.AmazonS3Client("key", "secret", Amazon.RegionEndpoint.APNortheast2);
        var folders = Folders("store");
        IIdentifiedStore[] stores =
        [
            new S3ObjectStore(client, new() { Bucket = "one" }), new S3ObjectStore(client, new() { Bucket = "two" }), new S3ObjectStore(elsewhere, new() { Bucket = "one" }),
            new S3ObjectStore(amazon, new() { Bucket = "one" }), new DirectoryObjectStore(folders[0]), new DirectoryObjectStore(folders[1]), new InMemoryObjectStore(), new InMemoryObjectStore(),
        ];
        Assert.Equal(stores.Length, stores.Select(store => store.Identity).OfType<string>().Distinct().Count());

        IObjectStore[] remotes = [new DirectoryObjectStore(folders[0]), new DirectoryObjectStore(folders[1]), new InMemoryObjectStore(), new InMemoryObjectStore()];
        for (var i = 0; i < remotes.Length; i++)
            await remotes[i].PutIfAbsentAsync("k", new byte[] { (byte)i, 1, 2, 3 });
        foreach (var _ in Enumerable.Range(0, 2))
        {
            for (var i = 0; i < remotes.Length; i++)
            {
                Assert.Equal([(byte)i, 1, 2, 3], await Cache(remotes[i]).GetAsync("k"));
                Assert.Equal([(byte)i, 1], (await Cache(remotes[i]).ReadRangeAsync("k", 0, 2))!.Value.ToArray());
            }
        }

        var other = new InMemoryObjectStore();
        Assert.Null(await Cache(other).GetAsync("k"));
        Assert.Null(await Cache(new ProbedStore(other), "other").GetAsync("k"));
    }

    [Fact]
    public async Task The_same_store_finds_in_another_process_what_was_kept_and_a_store_of_another_type_needs_a_name()
    {
        var (remote, again) = (new DirectoryObjectStore(Folders("store")[0]), new DirectoryObjectStore(Folders("store")[0] + Path.DirectorySeparatorChar));
        await remote.PutIfAbsentAsync("k", "0123456789".Bytes());
        await Cache(remote).GetAsync("k");
        await remote.RemoveAsync("k");
        Assert.Equal("0123456789".Bytes(), await Cache(again).GetAsync("k"));
        Assert.Equal("0123456789".Bytes(), await Cache(new CachedObjectStore(again, Path.Join(_folder.Path, "nearer"))).GetAsync("k"));
        var refused = Assert.Throws<ArgumentException>(() => new CachedObjectStore(new ProbedStore(remote), _folder.Path));
        Assert.Contains("a name is required", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_read_again_and_again_reads_each_object_once()
    {
        var shelf = await DatasetShelf.CreateAsync();
        var remote = new ProbedStore(shelf.Store);
        var query = new KlineQuery(DatasetShelf.First, DatasetShelf.Last);
        var expected = await shelf.ArchivedAsync();
        for (var i = 0; i < 3; i++)
        {
            // A new process each time.
            var archive = new KlineArchive(Cache(remote));
            Assert.Equal(expected, DatasetShelf.Bars(await archive.LoadAsync(query)));
            var steps = 0;
            await foreach (var _ in archive.Feed(query).ReadAsync())
                steps++;
            Assert.True(steps > 0);
        }

        var stored = (await shelf.Store.KeysAsync($"{Shelf.Prefix}/2026")).Where(key => KlineKey.Parse(key).Venue == Venue.Krx);
        Assert.Equal(stored, remote.Reads.Select(read => read.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_damaged_on_its_way_is_reported_and_fetched_again_the_next_time(bool isCut)
    {
        var date = new DateOnly(2026, 6, 1);
        var inner = new InMemoryObjectStore();
        var key = (await Shelf.PutAsync(inner, Shelf.Day(date, 12, 30), date.ToDateTime(new TimeOnly(16, 0)))).ToString();
        var remote = new DamagedOnce(inner, isCut);
        var problems = new List<StoreProblem>();
        Assert.Equal(0, (await new KlineArchive(Cache(remote)).LoadAsync(KlineQuery.Day(date), problems.Add)).BarCount);
        Assert.Equal([key], problems.Select(problem => problem.Key));
        var expected = await new KlineArchive(inner).LoadAsync(KlineQuery.Day(date));
        for (var i = 0; i < 2; i++)
            Assert.Equal(DatasetShelf.Bars(expected), DatasetShelf.Bars(await new KlineArchive(Cache(remote)).LoadAsync(KlineQuery.Day(date))));
        Assert.Equal(2, remote.Reads);
    }

    [Fact]
    public void Impossible_settings_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new CachedObjectStore(new InMemoryObjectStore(), " "));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CachedObjectStore(new InMemoryObjectStore(), "cache", maxBytes: 0));
    }

    protected override Task<IObjectStore> CreateAsync() => Task.FromResult<IObjectStore>(Cache(new InMemoryObjectStore()));

    private CachedObjectStore Cache(IObjectStore remote, string? name = null) => new(remote, Path.Join(_folder.Path, "cache"), remoteName: name ?? (remote is IIdentifiedStore ? null : "remote"), timeProvider: _clock);

    private string[] Folders(string name) => [Path.Join(_folder.Path, name + "1"), Path.Join(_folder.Path, name + "2")];

    private IEnumerable<FileInfo> Files() => new DirectoryInfo(_folder.Path).EnumerateFiles("*.kept", SearchOption.AllDirectories);

    /// <summary>Changes a byte of the first body, or cuts it.</summary>
    private sealed class DamagedOnce(IObjectStore inner, bool isCut) : IObjectStore
    {
        public int Reads { get; private set; }

        public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default)
        {
            var body = (await inner.GetAsync(key))!;
            if (Reads++ == 0 && isCut)
                body = body[..^20];
            else if (Reads == 1)
                body[body.Length / 2] ^= 4;
            return new MemoryStream(body);
        }

        public Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) => inner.PutIfAbsentAsync(key, body, cancellationToken);

        public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, cancellationToken);
    }

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
