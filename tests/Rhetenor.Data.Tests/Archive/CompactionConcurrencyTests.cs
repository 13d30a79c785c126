using Rhetenor.Data.Tests.Klines;

namespace Rhetenor.Data.Tests.Archive;

/// <summary>Others at work while sessions are compacted and objects removed.</summary>
public sealed class CompactionConcurrencyTests
{
    private readonly StepStore _store = new(new InMemoryObjectStore());

    private KlineCompactor Compactor => new(_store, CompactionTests.Options);

    [Fact]
    public async Task K6_a_revision_that_comes_during_the_compaction_wins_and_stays()
    {
        await TwoAsync();
        _store.Before = async (step, _) => await OnceAsync(step == StoreStep.Put, () => PutAsync(_store.Inner, 0, 9, "20260126170000"));
        await CompactAndRemoveAsync(removed: 1, kept: 2);
        Assert.Equal(75_009m, await CloseAsync(0));
        await CompactAndRemoveAsync(removed: 3, kept: 0);
        Assert.Equal(75_009m, await CloseAsync(0));
        Assert.Equal([75_001m, 75_009m], (await VersionsAsync(0)).Select(version => version.Kline.Close));
    }

    [Fact]
    public async Task K6_a_revision_that_comes_during_the_removal_wins_and_stays()
    {
        await TwoAsync();
        await Compactor.CompactAsync(Bars.Date, Bars.Date);
        _store.Before = async (step, _) => await OnceAsync(step == StoreStep.Remove, () => PutAsync(_store.Inner, 0, 9, "20260126170000"));
        Assert.Equal(2, Assert.Single(await Compactor.RemoveCompactedAsync(Bars.Date, Bars.Date, _store)).Removed.Count);
        Assert.Equal(75_009m, await CloseAsync(0));
        Assert.Equal(2, (await _store.KeysAsync("")).Count);
    }

    [Fact]
    public async Task K6_a_slow_writers_revision_of_an_earlier_retrieval_is_not_hidden_by_the_compacted_object()
    {
        // It revises 09:00 of 16:00:00, and was fetched before the other object's 16:00:05.
        await PutAsync(_store, 0, 1, "20260126160000");
        await PutAsync(_store, 1, 2, "20260126160005");
        await Compactor.CompactAsync(Bars.Date, Bars.Date);
        await PutAsync(_store, 0, 9, "20260126160003");
        Assert.Equal(75_009m, await CloseAsync(0));
        var removal = Assert.Single(await Compactor.RemoveCompactedAsync(Bars.Date, Bars.Date, _store));
        Assert.Equal([5], removal.Removed.Select(stored => KlineKey.Parse(stored.Key).Retrieval.Second));
        Assert.Equal(75_009m, await CloseAsync(0));
        await CompactAndRemoveAsync(removed: 3, kept: 0);
        Assert.Equal(75_009m, await CloseAsync(0));
        Assert.Equal([75_001m, 75_009m], (await VersionsAsync(0)).Select(version => version.Kline.Close));
        Assert.Equal(75_001m, await CloseAsync(0, Bars.At(16, 0).AddSeconds(2)));
    }

    [Fact]
    public async Task K2_an_object_of_the_same_second_that_came_after_the_compaction_stays()
    {
        await TwoAsync();
        await Compactor.CompactAsync(Bars.Date, Bars.Date);
        await _store.PutIfAbsentAsync("p/20260126090000_20260126090000_J_20260126160001.jsonl.zstd", Body(0, 8));
        var before = await ArchiveViews.LatestAsync(_store);
        var removal = Assert.Single(await Compactor.RemoveCompactedAsync(Bars.Date, Bars.Date, _store));
        Assert.Contains(removal.Kept, kept => kept.Key.EndsWith("20260126090000_J_20260126160001.jsonl.zstd", StringComparison.Ordinal));
        Assert.Equal(before, await ArchiveViews.LatestAsync(_store));
    }

    [Fact]
    public async Task K8_a_reader_that_listed_before_the_removal_lists_again_and_misses_nothing()
    {
        for (var i = 0; i < 10; i++)
            await PutAsync(_store, i, i, $"2026012616000{i}");
        var before = await ArchiveViews.LatestAsync(_store);
        await Compactor.CompactAsync(Bars.Date, Bars.Date);

        // Each time it reads, another object goes: more often than a reader would list again for a reason that does not pass.
        var going = new Queue<string>((await _store.Inner.KeysAsync("")).Where(key => KlineKey.Parse(key).End.Second == 0));
        var reader = new StepStore(_store.Inner)
        {
            Before = async (step, _) =>
            {
                if (step == StoreStep.Read && going.TryDequeue(out var key))
                    await _store.Inner.RemoveAsync(key);
            },
        };
        Assert.Equal(before, await ArchiveViews.LatestAsync(reader));
        foreach (var key in await _store.Inner.KeysAsync(""))
            going.Enqueue(key);
        going = new Queue<string>(going.Where(key => KlineKey.Parse(key).End.Second == 0));
        Assert.Single(await new KlineArchive(reader, ArchiveViews.Options).ReadVersionsAsync("005930", Bars.At(9, 3)));
    }

    [Fact]
    public async Task K8_a_logger_that_listed_before_the_removal_holds_every_bar_and_would_write_none_again()
    {
        await TwoAsync();
        _store.Before = async (step, _) => await OnceAsync(step == StoreStep.Read, async () =>
        {
            var other = new KlineCompactor(_store.Inner, CompactionTests.Options);
            await other.CompactAsync(Bars.Date, Bars.Date);
            await other.RemoveCompactedAsync(Bars.Date, Bars.Date, _store.Inner);
        });
        var store = new WriterStore(_store, new KlineLoggerOptions { Prefix = "p" }, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        var held = await store.ReadAsync(TradingSession.For(Venue.Krx, Bars.Date)!, default);
        Assert.Equal((2, 1), (held.Bars.BarCount, held.Bars.Keys.Count));
        Assert.Empty(held.Problems);
        Assert.Equal(Bars.At(16, 0).AddSeconds(1), held.LatestRetrieval);
    }

    [Fact]
    public async Task K1_a_key_that_another_compactor_took_is_settled_by_reading_again()
    {
        await TwoAsync();
        var other = new KlineCompactor(_store.Inner, CompactionTests.Options with { CompressionLevel = 9 });
        _store.Before = async (step, _) => await OnceAsync(step == StoreStep.Put, () => other.CompactAsync(Bars.Date, Bars.Date));
        var compaction = Assert.Single(await Compactor.CompactAsync(Bars.Date, Bars.Date));
        Assert.NotEqual(CompactionOutcome.Refused, compaction.Outcome);
        Assert.Equal(3, (await _store.KeysAsync("")).Count);
    }

    [Fact]
    public async Task What_the_store_gives_back_is_compared_and_nothing_is_removed_for_a_difference()
    {
        await TwoAsync();
        var liar = new FaultyStore(_store.Inner);
        for (var i = 0; i < 2; i++)
        {
            var key = (await _store.KeysAsync(""))[i];
            var body = (await _store.GetAsync(key))!;
            liar.Reads.Enqueue(() => new MemoryStream(body));
        }

        liar.Reads.Enqueue(() => new MemoryStream(Body(0, 1)));
        var options = CompactionTests.Options with { Archive = ArchiveViews.Options with { Downloads = 1 } };
        await new KlineCompactor(liar, options).CompactAsync(Bars.Date, Bars.Date).FailsAsync(ObjectStoreError.Corrupt);
    }

    [Fact]
    public async Task A_removal_that_fails_is_reported_and_keeps_what_comes_after()
    {
        for (var i = 0; i < 4; i++)
            await PutAsync(_store, i, i, $"2026012616000{i}");
        await Compactor.CompactAsync(Bars.Date, Bars.Date);
        var before = await ArchiveViews.LatestAsync(_store);
        _store.Before = (step, key) => step == StoreStep.Remove && key.Contains("J_20260126160001", StringComparison.Ordinal)
            ? throw new ObjectStoreException(ObjectStoreError.AccessDenied, key, "no.")
            : Task.CompletedTask;
        var removal = Assert.Single(await Compactor.RemoveCompactedAsync(Bars.Date, Bars.Date, _store));
        Assert.Equal([0], removal.Removed.Select(stored => KlineKey.Parse(stored.Key).Retrieval.Second));
        Assert.Equal([1, 2, 3], removal.Kept.Select(kept => KlineKey.Parse(kept.Key).Retrieval.Second));
        Assert.Contains("AccessDenied", removal.Kept[0].Message, StringComparison.Ordinal);
        Assert.Equal(before, await ArchiveViews.LatestAsync(_store));
    }

    [Fact]
    public async Task Two_compacted_objects_never_go_for_each_other()
    {
        // One compactor saw an object that the other did not; both wrote, and both remove.
        await TwoAsync();
        await Compactor.CompactAsync(Bars.Date, Bars.Date);
        var first = (await _store.KeysAsync("")).Single(key => KlineKey.Parse(key).End.Second > 0);
        await _store.PutIfAbsentAsync("p/20260126090000_20260126090000_J_20260126155959.jsonl.zstd", Body(0, 5));
        await Compactor.CompactAsync(Bars.Date, Bars.Date);
        var views = await ArchiveViews.LatestAsync(_store);
        _store.Before = async (step, _) => await OnceAsync(step == StoreStep.Remove, () => new KlineCompactor(_store.Inner, CompactionTests.Options).RemoveCompactedAsync(Bars.Date, Bars.Date, _store.Inner));
        await Compactor.RemoveCompactedAsync(Bars.Date, Bars.Date, _store);
        var last = Assert.Single(await _store.KeysAsync(""));
        Assert.NotEqual(first, last);
        Assert.Equal(2, KlineKey.Parse(last).End.Second);
        Assert.Equal(views, await ArchiveViews.LatestAsync(_store));
    }

    private bool _done;

    private async Task OnceAsync(bool condition, Func<Task> action)
    {
        if (_done || !condition)
            return;
        _done = true;
        await action();
    }

    private async Task TwoAsync()
    {
        await PutAsync(_store, 0, 1, "20260126160000");
        await PutAsync(_store, 1, 2, "20260126160001");
    }

    private static byte[] Body(int minute, int close) =>
        KlineCodec.Pack([Bars.Slice(Bars.At(9, minute), ("005930", Bars.Bar(Bars.At(9, minute), 75_000 + close)))]);

    private static Task<PutOutcome> PutAsync(IObjectStore store, int minute, int close, string retrieval) =>
        store.PutIfAbsentAsync(Bars.Key($"090{minute}00", $"090{minute}00", retrieval).ToString(), Body(minute, close));

    private async Task CompactAndRemoveAsync(int removed, int kept)
    {
        await Compactor.CompactAsync(Bars.Date, Bars.Date);
        var removal = Assert.Single(await Compactor.RemoveCompactedAsync(Bars.Date, Bars.Date, _store));
        Assert.Equal((removed, kept), (removal.Removed.Count, removal.Kept.Count));
    }

    private Task<IReadOnlyList<KlineVersion>> VersionsAsync(int minute) =>
        new KlineArchive(_store.Inner, ArchiveViews.Options).ReadVersionsAsync("005930", Bars.At(9, minute));

    private async Task<decimal> CloseAsync(int minute, DateTime? asOf = null)
    {
        var query = KlineQuery.Day(Bars.Date) with { AsOf = asOf is { } time ? new DateTimeOffset(time, KoreaTime.Offset) : null };
        var slices = await new KlineArchive(_store.Inner, ArchiveViews.Options).ReadAsync(query).ToListAsync();
        return slices.Single(slice => slice.Minute == Bars.At(9, minute))["005930"].Close;
    }
}
