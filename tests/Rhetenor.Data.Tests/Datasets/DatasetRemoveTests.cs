namespace Rhetenor.Data.Tests.Datasets;

public sealed class DatasetRemoveTests
{
    private static readonly TimeSpan Keep = new KlineDatasetOptions().KeepSuperseded;

    [Fact]
    public async Task A_reader_of_an_earlier_manifest_keeps_its_files_for_the_time_that_is_set()
    {
        var shelf = await RevisedAsync();
        shelf.Clock.AdvanceTo(shelf.Clock.GetUtcNow() + TimeSpan.FromDays(30));
        var early = new KlineDataset(new EarlierView(shelf.Target, 2), shelf.Options, shelf.Clock);
        var old = DatasetShelf.Bars(await early.LoadAsync(new(DatasetShelf.First, DatasetShelf.Last)));
        await shelf.PublishAsync();
        // The manifest before was the latest one until a moment ago, however old it is.
        shelf.Clock.AdvanceTo(shelf.Clock.GetUtcNow() + Keep);
        var removal = await shelf.Dataset().RemoveSupersededAsync(shelf.Target);
        Assert.Empty(removal.Files);
        Assert.NotEmpty(removal.Kept);
        Assert.All(removal.Kept, file => Assert.Equal("readers of an earlier manifest may still need it", file.Message));
        Assert.Equal(old, DatasetShelf.Bars(await early.LoadAsync(new(DatasetShelf.First, DatasetShelf.Last))));

        shelf.Clock.AdvanceTo(shelf.Clock.GetUtcNow().AddSeconds(1));
        Assert.NotEmpty((await shelf.Dataset().RemoveSupersededAsync(shelf.Target)).Files);
        await early.LoadAsync(new(DatasetShelf.First, DatasetShelf.Last)).FailsAsync(ObjectStoreError.Corrupt, "does not exist");
        Assert.NotEqual(old, DatasetShelf.Bars(await shelf.Dataset().LoadAsync(new(DatasetShelf.First, DatasetShelf.Last))));
    }

    [Fact]
    public async Task What_was_planned_is_removed_and_the_latest_publication_stays_whole()
    {
        var shelf = await RevisedAsync();
        var manifest = (await shelf.PublishAsync()).Manifest!;
        shelf.Clock.AdvanceTo(shelf.Clock.GetUtcNow() + Keep + TimeSpan.FromSeconds(1));
        var plan = await shelf.Dataset().FindSupersededAsync();
        Assert.NotEmpty(plan.Files);
        Assert.Empty(plan.Kept);
        Assert.Equal(manifest.Files.Count + plan.Files.Count, (await FilesAsync(shelf)).Count);
        var removed = await shelf.Dataset().RemoveSupersededAsync(shelf.Target);
        Assert.Equal(plan.Files, removed.Files);
        Assert.Equal(manifest.Files.Select(file => file.Key).Order(StringComparer.Ordinal), await FilesAsync(shelf));
        Assert.True((await shelf.Dataset().VerifyAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last)).IsEqual);
        Assert.Empty((await shelf.Dataset().RemoveSupersededAsync(shelf.Target)).Files);
        Assert.Contains("0 superseded files", (await shelf.Dataset().FindSupersededAsync()).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removal_that_dies_after_any_file_harms_nothing_visible_and_is_finished_by_the_next()
    {
        for (var removals = 0; ; removals++)
        {
            var shelf = await RevisedAsync();
            await shelf.PublishAsync();
            shelf.Clock.AdvanceTo(shelf.Clock.GetUtcNow() + Keep + TimeSpan.FromSeconds(1));
            var died = await Record.ExceptionAsync(() => shelf.Dataset().RemoveSupersededAsync(new Dying(shelf.Target, removals))) is IOException;
            Assert.True((await shelf.Dataset().VerifyAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last)).IsEqual);
            await shelf.Dataset().RemoveSupersededAsync(shelf.Target);
            Assert.Empty((await shelf.Dataset().FindSupersededAsync()).Files);
            if (!died)
                break;
        }
    }

    [Fact]
    public async Task A_publication_of_bars_that_were_there_before_stays_whole_when_their_files_are_removed_meanwhile()
    {
        var shelf = await RevisedAsync();
        await shelf.PublishAsync();
        shelf.Clock.AdvanceTo(shelf.Clock.GetUtcNow() + Keep + TimeSpan.FromSeconds(1));
        // The bars of the first publication again.
        await shelf.ReviseAsync(new(2026, 6, 10), shift: 10, minute: 31);
        var store = new ProbedStore(shelf.Target);
        var removed = 0;
        store.BeforePut = async key =>
        {
            if (key.Contains("/manifests/", StringComparison.Ordinal))
                removed += (await shelf.Dataset().RemoveSupersededAsync(shelf.Target)).Files.Count;
        };
        var published = await shelf.PublishAsync(store);
        Assert.True(removed > 0);
        Assert.NotEmpty(published.Files);
        Assert.True((await shelf.Dataset().VerifyAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last)).IsEqual);
    }

    [Fact]
    public async Task Files_of_a_publication_under_way_stay_and_those_of_one_that_failed_go()
    {
        var shelf = await RevisedAsync();
        var dying = new ProbedStore(shelf.Target) { DiesAfter = 1 };
        await Assert.ThrowsAsync<IOException>(() => shelf.PublishAsync(dying));
        var left = Assert.Single(dying.Puts);
        shelf.Clock.AdvanceTo(shelf.Clock.GetUtcNow() + Keep + TimeSpan.FromSeconds(1));
        Assert.Equal([new(left, "publication 3 may be under way")], (await shelf.Dataset().RemoveSupersededAsync(shelf.Target)).Kept);
        // Another revision is published under that number.
        await shelf.ReviseAsync(new(2026, 6, 10), shift: 300, minute: 31);
        await shelf.PublishAsync();
        Assert.Contains(left, (await shelf.Dataset().RemoveSupersededAsync(shelf.Target)).Files.Select(file => file.Key));
        Assert.True((await shelf.Dataset().VerifyAsync(shelf.Archive, DatasetShelf.First, DatasetShelf.Last)).IsEqual);
    }

    [Theory]
    [InlineData("klines/exchange=J/year=2026/month=06/notes.txt")]
    [InlineData("klines/exchange=J/year=2026/month=06/202606-00-0123456789abcdef.parquet")]
    [InlineData("klines/years/exchange=J/year=2026/2026-000-0123456789abcdef-x.parquet")]
    [InlineData("klines/exchange=J/year=2026/month=06/my-own-notes-1.parquet")]
    [InlineData("klines/exchange=J/year=2026/month=06/202606-00-0123456789ABCDEF-1.parquet")]
    public async Task Files_of_other_names_and_venues_stay(string key)
    {
        var shelf = await RevisedAsync();
        await shelf.PublishAsync();
        shelf.Clock.AdvanceTo(shelf.Clock.GetUtcNow() + Keep + TimeSpan.FromSeconds(1));
        await shelf.Target.PutIfAbsentAsync(key, "x".Bytes());
        const string ofOther = "klines/exchange=NX/year=2026/month=06/202606-00-0123456789abcdef-1.parquet";
        await shelf.Target.PutIfAbsentAsync(ofOther, "x".Bytes());
        Assert.Equal([new(key, "its name has no number of a publication")], (await shelf.Dataset().RemoveSupersededAsync(shelf.Target)).Kept);
        Assert.NotNull(await shelf.Target.GetAsync(key));
        Assert.NotNull(await shelf.Target.GetAsync(ofOther));
    }

    [Fact]
    public async Task A_removal_that_fails_is_reported_and_without_every_manifest_nothing_is_removed()
    {
        var shelf = await RevisedAsync();
        Assert.Empty((await new KlineDataset(new InMemoryObjectStore()).FindSupersededAsync()).Files);
        await shelf.PublishAsync();
        shelf.Clock.AdvanceTo(shelf.Clock.GetUtcNow() + Keep + TimeSpan.FromSeconds(1));
        var removal = await shelf.Dataset().RemoveSupersededAsync(new Refusing());
        Assert.Empty(removal.Files);
        Assert.All(removal.Kept, file => Assert.StartsWith("it could not be removed: ", file.Message, StringComparison.Ordinal));
        await shelf.Target.RemoveAsync("klines/manifests/exchange=J/00000002.json");
        await shelf.Dataset(options: shelf.Options with { KeepSuperseded = TimeSpan.FromDays(30) }).RemoveSupersededAsync(shelf.Target).FailsAsync(ObjectStoreError.Corrupt, "does not exist");
    }

    // Two publications, and a revision that is not published yet.
    private static async Task<DatasetShelf> RevisedAsync()
    {
        var shelf = await DatasetShelf.CreateAsync();
        await shelf.PublishAsync();
        await shelf.ReviseAsync(new(2026, 6, 10), shift: 200);
        return shelf;
    }

    private static async Task<IReadOnlyList<string>> FilesAsync(DatasetShelf shelf) => await shelf.Target.KeysAsync("klines/exchange=J/");

    /// <summary>A store as it was after a publication.</summary>
    private sealed class EarlierView(InMemoryObjectStore inner, int latest) : IObjectStore
    {
        public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default) => inner.OpenReadAsync(key, cancellationToken);

        public Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default) =>
            inner.ListAsync(prefix, cancellationToken).Where(stored => string.CompareOrdinal(stored.Key, $"klines/manifests/exchange=J/{latest:D8}.json") <= 0);
    }

    private sealed class Dying(IObjectRemover inner, int removals) : IObjectRemover
    {
        private int _removals = removals;

        public Task RemoveAsync(string key, CancellationToken cancellationToken = default) =>
            _removals-- > 0 ? inner.RemoveAsync(key, cancellationToken) : throw new IOException("gone");
    }

    private sealed class Refusing : IObjectRemover
    {
        public Task RemoveAsync(string key, CancellationToken cancellationToken = default) => throw new ObjectStoreException(ObjectStoreError.AccessDenied, key, "refused");
    }
}
