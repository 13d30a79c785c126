using Rhetenor.Data.Tests.Archive;

namespace Rhetenor.Data.Tests.Datasets;

/// <summary>An archive and its dataset on a real S3 server.</summary>
[RequiresS3Server]
public sealed class S3ServerDatasetTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private S3TestBucket? _bucket;
    private S3ObjectStore? _store;

    private S3ObjectStore Store => _store ?? throw new InvalidOperationException("Not initialized.");

    public async Task InitializeAsync()
    {
        _bucket = await S3TestBucket.CreateAsync();
        _store = S3ObjectStore.Create(_bucket.Options, S3Environment.Credentials());
    }

    public async Task DisposeAsync()
    {
        _folder.Dispose();
        _store?.Dispose();
        if (_bucket is not null)
            await _bucket.DisposeAsync();
    }

    [StoreFact]
    public async Task A_dataset_is_published_verified_loaded_revised_and_cleaned_in_a_bucket()
    {
        var shelf = await DatasetShelf.CreateAsync(new() { RowsPerGroup = 200, RowsPerFile = 4_000, KeepSuperseded = TimeSpan.Zero });
        foreach (var key in await shelf.Store.KeysAsync(""))
            Assert.Equal(PutOutcome.Created, await Store.PutIfAbsentAsync(key, await shelf.Store.GetAsync(key)));
        var (archive, remote) = (new KlineArchive(Store), new ProbedStore(Store));
        var dataset = shelf.Dataset(remote);
        Assert.True((await dataset.PublishAsync(archive, DatasetShelf.First, DatasetShelf.Last)).IsComplete);
        Assert.NotEmpty(remote.Puts);
        Assert.True((await dataset.VerifyAsync(archive, DatasetShelf.First, DatasetShelf.Last)).IsEqual);
        Assert.Equal(await shelf.ArchivedAsync(), await LoadedAsync(dataset));

        // Few symbols are ranges of files.
        remote.Reads.Clear();
        Assert.Equal(await shelf.ArchivedAsync(symbols: "000050"), await LoadedAsync(dataset, "000050"));
        var files = (await dataset.ReadManifestAsync())!.Files;
        Assert.True(remote.Reads.Where(read => read.Key.EndsWith(".parquet", StringComparison.Ordinal)).Sum(read => read.Length) < files.Sum(file => file.Size) / 2);

        // The same again writes nothing. A revision does, and what it replaces is removed.
        remote.Puts.Clear();
        await dataset.PublishAsync(archive, DatasetShelf.First, DatasetShelf.Last);
        Assert.Empty(remote.Puts);
        await Shelf.PutAsync(Store, Shelf.Day(new(2026, 6, 10), 5, 3, shift: 200), new(2026, 6, 10, 19, 0, 0));
        await dataset.PublishAsync(archive, DatasetShelf.First, DatasetShelf.Last);
        Assert.True((await dataset.VerifyAsync(archive, DatasetShelf.First, DatasetShelf.Last)).IsEqual);
        shelf.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotEmpty((await dataset.RemoveSupersededAsync(Store)).Files);
        Assert.Equal(DatasetShelf.Bars(await archive.LoadAsync(new(DatasetShelf.First, DatasetShelf.Last))), await LoadedAsync(dataset));
    }

    [StoreFact]
    public async Task Through_a_cache_an_archive_in_a_bucket_is_read_once()
    {
        var shelf = await DatasetShelf.CreateAsync();
        foreach (var key in await shelf.Store.KeysAsync(""))
            await Store.PutIfAbsentAsync(key, await shelf.Store.GetAsync(key));
        var remote = new ProbedStore(Store);
        for (var i = 0; i < 2; i++)
        {
            var archive = new KlineArchive(new CachedObjectStore(remote, _folder.Path, remoteName: "bucket"));
            Assert.Equal(await shelf.ArchivedAsync(), DatasetShelf.Bars(await archive.LoadAsync(new(DatasetShelf.First, DatasetShelf.Last))));
        }

        Assert.Equal(remote.Reads.Count, remote.Reads.Select(read => read.Key).Distinct().Count());
    }

    private static async Task<List<(string, Kline)>> LoadedAsync(KlineDataset dataset, params string[] symbols) =>
        DatasetShelf.Bars(await dataset.LoadAsync(new(DatasetShelf.First, DatasetShelf.Last, symbols.Length == 0 ? null : symbols)));
}
