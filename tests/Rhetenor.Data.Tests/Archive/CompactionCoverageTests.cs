using Rhetenor.Data.Tests.Logger;

namespace Rhetenor.Data.Tests.Archive;

/// <summary>What compaction does to what coverage claims: nothing.</summary>
public sealed class CompactionCoverageTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task P1_a_compacted_day_needs_no_call_though_the_objects_its_coverage_names_are_gone(bool keepVersions)
    {
        var (world, store) = await LoggedAsync();
        var before = store.Keys.Where(IsBars).ToList();
        var compactor = new KlineCompactor(store, new() { KeepVersions = keepVersions, CompressionLevel = 3 }, world.Clock);
        await world.RunAsync(() => compactor.CompactAsync(Day, Day));
        await world.RunAsync(() => compactor.RemoveCompactedAsync(Day, Day, store));
        Assert.Empty(before.Intersect(store.Keys));
        Assert.Single(store.Keys, IsBars);

        var report = await world.RunAsync(() => Logger(world, store).CatchUpAsync(Day));
        Assert.True(report is { IsComplete: true, Calls: 0, Problems.Count: 0 }, report.ToString());
        var coverage = await world.RunAsync(() => new KlineArchive(store).ReportCoverageAsync(KlineQuery.Day(Day), new(timeProvider: world.Clock)));
        Assert.True(coverage.IsWhole && coverage.Problems.Count == 0, coverage.ToText());
    }

    [Fact]
    public async Task P9_an_object_that_is_gone_without_having_been_compacted_takes_its_claims_with_it()
    {
        var (world, store) = await LoggedAsync();
        store.Remove(store.Keys.First(IsBars));
        var report = await world.RunAsync(() => Logger(world, store).CatchUpAsync(Day));
        Assert.True(report.IsComplete && report.Calls > 0 && report.NewBars > 0, report.ToString());
        Assert.Equal(0, (await world.RunAsync(() => Logger(world, store).CatchUpAsync(Day))).Calls);
    }

    // A morning and the settled day: two objects, each named by coverage.
    private static async Task<(LoggerWorld World, Removable Store)> LoggedAsync()
    {
        var world = new LoggerWorld(Day, "11:00:30", 5);
        var store = new Removable(world.Store);
        await world.RunAsync(() => Logger(world, store).CatchUpAsync());
        world.Clock.AdvanceTo(KoreaTime.At(Day, new TimeOnly(18, 30)));
        await world.RunAsync(() => Logger(world, store).CatchUpAsync());
        Assert.Equal(2, store.Keys.Count(IsBars));
        return (world, store);
    }

    private static HantooKlineLogger Logger(LoggerWorld world, IObjectStore store) =>
        new(world.Symbols, store, new HantooKlineSource(world.Client()), timeProvider: world.Clock);

    private static bool IsBars(string key) => KlineKey.TryParse(key, out _);

    private sealed class Removable(RecordingStore inner) : IObjectStore, IObjectRemover
    {
        public IReadOnlyList<string> Keys => [.. inner.Keys];

        public void Remove(string key) => inner.Remove(key);

        public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default) => inner.OpenReadAsync(key, cancellationToken);

        public Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) =>
            inner.PutIfAbsentAsync(key, body, cancellationToken);

        public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, cancellationToken);

        public Task RemoveAsync(string key, CancellationToken cancellationToken = default)
        {
            inner.Remove(key);
            return Task.CompletedTask;
        }
    }
}
