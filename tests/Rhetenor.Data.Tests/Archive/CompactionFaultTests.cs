using System.Text;
using Rhetenor.Data.Tests.Klines;

namespace Rhetenor.Data.Tests.Archive;

/// <summary>What compactions of other projects got wrong, and what a bucket may hold besides.</summary>
public sealed class CompactionFaultTests
{
    private readonly InMemoryObjectStore _store = new();

    private KlineCompactor Compactor => new(_store, CompactionTests.Options);

    [Fact]
    public async Task The_second_run_does_not_delete_all_data()
    {
        await PutAsync("090000", "090000", "20260126160000", Slice(0, 1));
        await PutAsync("090100", "090100", "20260126160001", Slice(1, 2));
        var before = await ArchiveViews.LatestAsync(_store);
        for (var run = 0; run < 4; run++)
        {
            var compaction = Assert.Single(await Compactor.CompactAsync(Bars.Date, Bars.Date));
            Assert.Equal(run == 0 ? CompactionOutcome.Written : CompactionOutcome.Compact, compaction.Outcome);
            var removal = Assert.Single(await Compactor.RemoveCompactedAsync(Bars.Date, Bars.Date, _store));
            Assert.Equal(run == 0 ? 2 : 0, removal.Removed.Count);
            Assert.Equal("p/20260126090000_20260126090101_J_20260126160001.jsonl.zstd", Assert.Single(await _store.KeysAsync("")));
            Assert.Equal(before, await ArchiveViews.LatestAsync(_store));
        }
    }

    [Fact]
    public async Task A_session_of_one_object_loses_no_row_and_is_left_as_it_is()
    {
        var key = await PutAsync("090000", "090100", "20260126160000", Slice(0, 1), Slice(1, 2));
        Assert.Equal(CompactionOutcome.Compact, Assert.Single(await Compactor.CompactAsync(Bars.Date, Bars.Date)).Outcome);
        var removal = Assert.Single(await Compactor.RemoveCompactedAsync(Bars.Date, Bars.Date, _store));
        Assert.Empty(removal.Removed);
        Assert.Equal((key, "it is the only object"), Assert.Single(removal.Kept.Select(kept => (kept.Key, kept.Message))));
        Assert.Equal([key], await _store.KeysAsync(""));
    }

    [Fact]
    public async Task Ten_objects_of_two_sessions_become_exactly_two()
    {
        for (var i = 0; i < 5; i++)
        {
            await PutAsync("090000", "090000", $"2026012616000{i}", Slice(i, i));
            var tomorrow = Bars.At(9, i).AddDays(1);
            await _store.PutIfAbsentAsync($"p/20260127090000_20260127090000_J_2026012716000{i}.jsonl.zstd", KlineCodec.Pack([Bars.Slice(tomorrow, ("005930", Bars.Bar(tomorrow)))]));
        }

        await Compactor.CompactAsync(Bars.Date, Bars.Date.AddDays(1));
        Assert.Equal(12, (await _store.KeysAsync("")).Count);
        var removals = await Compactor.RemoveCompactedAsync(Bars.Date, Bars.Date.AddDays(1), _store);
        Assert.Equal([5, 5], removals.Select(removal => removal.Removed.Count));
        Assert.Equal(2, (await _store.KeysAsync("")).Count);
    }

    [Fact]
    public async Task A_range_without_objects_is_no_session_and_nothing_is_written()
    {
        Assert.Empty(await Compactor.CompactAsync(Bars.Date, Bars.Date));
        Assert.Empty(await Compactor.RemoveCompactedAsync(Bars.Date, Bars.Date, _store));
        Assert.Empty(await _store.KeysAsync(""));
    }

    [Fact]
    public async Task The_oldest_goes_first()
    {
        await PutAsync("090000", "090000", "20260126160002", Slice(0, 2));
        await PutAsync("090100", "090100", "20260126160000", Slice(1, 0));
        await PutAsync("090000", "090000", "20260126160001", Slice(0, 1));
        await Compactor.CompactAsync(Bars.Date, Bars.Date);
        var removal = Assert.Single(await Compactor.RemoveCompactedAsync(Bars.Date, Bars.Date, _store));
        Assert.Equal([0, 1, 2], removal.Removed.Select(removed => KlineKey.Parse(removed.Key).Retrieval.Second));
        Assert.Empty(removal.Kept);
    }

    [Fact]
    public async Task J1_coverage_foreign_names_and_other_venues_stay()
    {
        await PutAsync("090000", "090000", "20260126160000", Slice(0, 1));
        await PutAsync("090100", "090100", "20260126160001", Slice(1, 2));
        string[] foreign = ["p/20260126_notes.txt", "p/20260126090000_20260126090000_NX_20260126160000.jsonl.zstd", "p/coverage/20260126_J_20260126160000.json"];
        foreach (var key in foreign)
            await _store.PutIfAbsentAsync(key, "?".Bytes());
        await Compactor.CompactAsync(Bars.Date, Bars.Date);
        Assert.Equal(2, Assert.Single(await Compactor.RemoveCompactedAsync(Bars.Date, Bars.Date, _store)).Removed.Count);
        Assert.Subset((await _store.KeysAsync("")).ToHashSet(), foreign.ToHashSet());
        Assert.Equal(4, (await _store.KeysAsync("")).Count);
    }

    [Fact]
    public async Task I2_a_damaged_object_stops_the_session_and_is_named()
    {
        var (good, bad) = (KlineCodec.Pack([Slice(0, 1)]), KlineCodec.Pack([Slice(1, 1)])[..^6]);
        await _store.PutIfAbsentAsync("p/20260126090000_20260126090000_J_20260126160000.jsonl.zstd", good);
        await _store.PutIfAbsentAsync("p/20260126090100_20260126090100_J_20260126160001.jsonl.zstd", bad);
        await RefusesAsync("p/20260126090100_20260126090100_J_20260126160001.jsonl.zstd", objects: 2);
    }

    [Fact]
    public async Task H9_a_row_that_is_no_bar_stops_the_session_and_is_named()
    {
        await PutAsync("090100", "090100", "20260126160001", Slice(1, 1));
        var key = await PutTextAsync("090000", "090000", "20260126160000", Bars.Line("\"005930\":[\"None\",1,1,1,1,1]"));
        await RefusesAsync(key, objects: 2);
    }

    [Fact]
    public async Task A_session_that_turned_unreadable_after_its_compaction_keeps_everything()
    {
        await PutAsync("090000", "090000", "20260126160000", Slice(0, 1));
        await PutAsync("090100", "090100", "20260126160001", Slice(1, 2));
        await Compactor.CompactAsync(Bars.Date, Bars.Date);
        await _store.PutIfAbsentAsync("p/20260126090200_20260126090200_J_20260126160009.jsonl.zstd", "not zstd".Bytes());
        var removal = Assert.Single(await Compactor.RemoveCompactedAsync(Bars.Date, Bars.Date, _store));
        Assert.Empty(removal.Removed);
        Assert.All(removal.Kept, kept => Assert.Contains("cannot be verified", kept.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lines_of_another_date_are_nowhere_else_so_their_object_stays()
    {
        await PutAsync("090000", "090000", "20260126160000", Slice(0, 1));
        var stray = await PutTextAsync("090100", "090100", "20260126160001",
            Bars.Line("\"005930\":[1,1,1,1,1,1]", stamp: "2026-01-26_09:01") + Bars.Line("\"005930\":[2,2,2,2,2,2]", stamp: "2026-01-27_09:00"));
        var before = await ArchiveViews.LatestAsync(_store);
        Assert.Equal(CompactionOutcome.Written, Assert.Single(await Compactor.CompactAsync(Bars.Date, Bars.Date)).Outcome);
        var removal = Assert.Single(await Compactor.RemoveCompactedAsync(Bars.Date, Bars.Date, _store));
        Assert.Single(removal.Removed);
        var kept = Assert.Single(removal.Kept);
        Assert.Equal((stray, "1 of its lines are of another date, and nowhere else"), (kept.Key, kept.Message));
        Assert.Equal(before, await ArchiveViews.LatestAsync(_store));
        Assert.Equal(CompactionOutcome.Compact, Assert.Single(await Compactor.CompactAsync(Bars.Date, Bars.Date)).Outcome);
        Assert.Equal(2, (await _store.KeysAsync("")).Count);
    }

    [Fact]
    public async Task Of_one_retrieval_nothing_goes_that_wins_over_what_stays()
    {
        var stray = await PutTextAsync("090000", "090000", "20260126160000",
            Bars.Line("\"005930\":[1,1,1,1,1,1]") + Bars.Line("\"005930\":[2,2,2,2,2,2]", stamp: "2026-01-27_09:00"));
        await PutAsync("090000", "090100", "20260126160000", Slice(0, 7), Slice(1, 8));
        var before = await ArchiveViews.LatestAsync(_store);
        await Compactor.CompactAsync(Bars.Date, Bars.Date);
        var removal = Assert.Single(await Compactor.RemoveCompactedAsync(Bars.Date, Bars.Date, _store));
        Assert.Empty(removal.Removed);
        Assert.Equal(stray, removal.Kept[0].Key);
        Assert.Contains("same retrieval", removal.Kept[1].Message, StringComparison.Ordinal);
        Assert.Equal(before, await ArchiveViews.LatestAsync(_store));
    }

    [Fact]
    public async Task H7_H18_older_shapes_and_wrong_names_become_one_with_the_same_bars()
    {
        // Won instead of shares, values as text, a stamp and key times of the original; a line outside its key.
        await PutTextAsync("090000", "090109", "20260126160000", Bars.Line("\"005930\":[\"1\",\"2\",\"1\",\"2\",\"3\",\"400\"]",
            "\"open\",\"high\",\"low\",\"close\",\"volume\",\"acc_krw_vol\"", "202601260919"));
        await PutTextAsync("090100", "090100", "20260126160001", Bars.Line("\"000660\":[1,1,1,1,1]", "\"open\",\"high\",\"low\",\"close\",\"volume\""));
        await _store.PutIfAbsentAsync("p/202601260902_202601260902_J_20260126160002.jsonl.zst", RandomLayout.WithoutChecksum(KlineCodec.Pack([Slice(2, 5)])));
        var before = await ArchiveViews.LatestAsync(_store);
        var compaction = Assert.Single(await Compactor.CompactAsync(Bars.Date, Bars.Date));
        Assert.Equal(before, await ArchiveViews.LatestAsync(_store));
        Assert.Equal(3, Assert.Single(await Compactor.RemoveCompactedAsync(Bars.Date, Bars.Date, _store)).Removed.Count);
        Assert.Equal(before, await ArchiveViews.LatestAsync(_store));
        var text = ArchiveViews.Text((await _store.GetAsync(compaction.Compacted!.Value.Key))!);
        Assert.Contains("\"005930\":[1,2,1,2,3,null,400]", text, StringComparison.Ordinal);
        Assert.Contains("\"000660\":[1,1,1,1,1,null,null]", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_is_left_alone_until_its_figures_are_settled()
    {
        await PutAsync("090000", "090000", "20260126160000", Slice(0, 1));
        await PutAsync("090100", "090100", "20260126160001", Slice(1, 2));
        var clock = VirtualClock.AtKorea(Bars.Date, new TimeOnly(18, 0, 9));
        var compactor = new KlineCompactor(_store, CompactionTests.Options, clock);
        Assert.Equal(CompactionOutcome.Open, Assert.Single(await compactor.CompactAsync(Bars.Date, Bars.Date)).Outcome);
        Assert.Empty(Assert.Single(await compactor.RemoveCompactedAsync(Bars.Date, Bars.Date, _store)).Removed);
        var eager = new KlineCompactor(_store, CompactionTests.Options with { IncludeOpenSessions = true }, clock);
        Assert.Equal(CompactionOutcome.Written, Assert.Single(await eager.CompactAsync(Bars.Date, Bars.Date)).Outcome);
        Assert.Empty(Assert.Single(await compactor.RemoveCompactedAsync(Bars.Date, Bars.Date, _store)).Removed);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, Assert.Single(await compactor.RemoveCompactedAsync(Bars.Date, Bars.Date, _store)).Removed.Count);
    }

    [Fact]
    public async Task An_object_larger_than_readers_accept_is_not_written()
    {
        await PutAsync("090000", "090000", "20260126160000", Slice(0, 1));
        await PutAsync("090100", "090100", "20260126160001", Slice(1, 2));
        var largest = (int)(await _store.ListAsync("").Select(stored => stored.Size).MaxAsync());
        var narrow = CompactionTests.Options with { Archive = ArchiveViews.Options with { MaxObjectBytes = largest } };
        var compaction = Assert.Single(await new KlineCompactor(_store, narrow).CompactAsync(Bars.Date, Bars.Date));
        Assert.Equal(CompactionOutcome.Refused, compaction.Outcome);
        Assert.Contains($"more than the limit of {largest}", Assert.Single(compaction.Problems).Message, StringComparison.Ordinal);
        Assert.Equal(2, (await _store.KeysAsync("")).Count);
    }

    private async Task RefusesAsync(string key, int objects)
    {
        var compaction = Assert.Single(await Compactor.CompactAsync(Bars.Date, Bars.Date));
        Assert.Equal(CompactionOutcome.Refused, compaction.Outcome);
        Assert.Equal(key, Assert.Single(compaction.Problems).Key);
        var removal = Assert.Single(await Compactor.RemoveCompactedAsync(Bars.Date, Bars.Date, _store));
        Assert.Empty(removal.Removed);
        Assert.Equal(objects, removal.Kept.Count);
        Assert.Equal(objects, (await _store.KeysAsync("")).Count);
    }

    private static KlineSlice Slice(int minute, int close) => Bars.Slice(Bars.At(9, minute), ("005930", Bars.Bar(Bars.At(9, minute), 75_000 + close)));

    private async Task<string> PutAsync(string start, string end, string retrieval, params KlineSlice[] slices)
    {
        var key = Bars.Key(start, end, retrieval).ToString();
        Assert.Equal(PutOutcome.Created, await _store.PutIfAbsentAsync(key, KlineCodec.Pack(slices)));
        return key;
    }

    private async Task<string> PutTextAsync(string start, string end, string retrieval, string text)
    {
        var key = Bars.Key(start, end, retrieval).ToString();
        var bytes = Encoding.UTF8.GetBytes(text);
        var frame = new byte[Zstd.Bound(bytes.Length)];
        await _store.PutIfAbsentAsync(key, frame.AsMemory(0, Zstd.Compress(bytes, frame, Defaults.CompressionLevel)));
        return key;
    }
}
