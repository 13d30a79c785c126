using Rhetenor.Data.Tests.Logger;

namespace Rhetenor.Data.Tests.Archive;

/// <summary>What happens to a logged store, and whether verification finds and names it. docs/RELIABILITY.md has the list.</summary>
public sealed class VerifyDamageTests
{
    private const string Prefix = ReportShelf.Prefix;
    private static readonly DateOnly Day = new(2026, 5, 20);

    [Theory]
    [InlineData("deleted")]
    [InlineData("renamed")]
    [InlineData("renamed to 9999")]
    [InlineData("its last minute cut out")]
    public async Task M18_D28_verify_compares_what_coverage_names_with_what_is_there_by_name_length_and_content_hash(string damage)
    {
        var (world, store) = await LoggedAsync();
        Assert.Equal((StoreVerdict.Sound, 0), await VerdictAsync(store));
        var newest = (await store.KeysAsync("")).Where(IsBars).MaxBy(key => KlineKey.Parse(key).Retrieval)!;
        var body = (await store.GetAsync(newest))!;
        await store.RemoveAsync(newest);
        switch (damage)
        {
            case "renamed":
                await store.PutIfAbsentAsync(newest.Replace("_J_202605201830", "_J_202605201831", StringComparison.Ordinal), body);
                break;
            case "renamed to 9999":
                await store.PutIfAbsentAsync($"{newest[..newest.LastIndexOf('_')]}_99991231235959.jsonl.zstd", body);
                break;
            case "its last minute cut out":
                await store.PutIfAbsentAsync(newest, KlineCodec.Pack(KlineCodec.Unpack(body).SkipLast(1)));
                break;
        }

        var report = await new KlineArchive(store).VerifyAsync();
        Assert.Equal(StoreVerdict.Damaged, report.Verdict);
        Assert.Contains(report.Findings, finding => finding.Verdict == StoreVerdict.Damaged && finding.ToString().Contains(KlineKey.Parse(newest).Name, StringComparison.Ordinal));
        await AssertRepairedAsync(world, store, isStillThere: damage == "its last minute cut out");
    }

    [Theory]
    [InlineData("one price", false)]
    [InlineData("one price", true)]
    [InlineData("a symbol", false)]
    [InlineData("the first minute", false)]
    [InlineData("the compression", false)]
    [InlineData("the compression", true)]
    public async Task M19_D28_coverage_keeps_a_hash_of_each_object_it_rests_on_so_changed_bars_are_found(string what, bool isCompacted)
    {
        var (world, store) = await LoggedAsync();
        if (isCompacted)
            await CompactAsync(world, store, isRemoved: true);
        var key = (await store.KeysAsync("")).First(IsBars);
        await ChangeAsync(store, key, what);
        var report = await new KlineArchive(store).VerifyAsync();
        Assert.Equal(StoreVerdict.Damaged, report.Verdict);
        Assert.Contains(report.Findings, finding => finding.Key == key && finding.Verdict == StoreVerdict.Damaged && finding.Message.Contains("SHA-256", StringComparison.Ordinal));

        // The logger does not use it either: the bars are fetched again, and count.
        await AssertRepairedAsync(world, store, isStillThere: true);
    }

    [Theory]
    [InlineData(false, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, false, true)]
    [InlineData(true, true, true)]
    [InlineData(true, true, false)]
    [InlineData(true, false, false)]
    public async Task M20_a_store_with_a_compacted_object_is_sound(bool isMerged, bool isRemoved, bool keepVersions)
    {
        var (world, store) = await LoggedAsync();
        var plain = await StoreDamage.CopyAsync(store);
        await CompactAsync(world, store, isRemoved, keepVersions);
        if (!isMerged)
            await UnmergeAsync(store, plain);
        var report = await new KlineArchive(store).VerifyAsync();
        Assert.True(report is { Verdict: StoreVerdict.Sound, Damages: 0, Doubts: 0 }, report.ToText());
        Assert.Equal((isRemoved ? 1 : 4, isMerged ? isRemoved ? 1 : 4 : 3), (report.Objects, report.CoverageObjects));
        Assert.Equal(isMerged ? 0 : 1, report.Notes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public async Task Coverage_that_is_gone_is_missed_by_the_coverage_after_it(int number)
    {
        var (world, store) = await LoggedAsync();
        var keys = (await store.KeysAsync("")).Where(key => KlineCoverageKey.TryParse(key, out _)).ToList();
        await store.RemoveAsync(keys[number]);
        var report = await new KlineArchive(store).VerifyAsync();
        Assert.Equal(StoreVerdict.Damaged, report.Verdict);
        Assert.Contains($"rests on '{keys[number][(keys[number].LastIndexOf('/') + 1)..]}'", Assert.Single(report.Findings, finding => finding.Verdict == StoreVerdict.Damaged).Message, StringComparison.Ordinal);
        await AssertRepairedAsync(world, store, isStillThere: false);
    }

    [Fact]
    public async Task Coverage_that_differs_from_what_a_merged_object_contains_is_damage()
    {
        var (world, store) = await LoggedAsync();
        await CompactAsync(world, store, isRemoved: false);
        var key = (await store.KeysAsync("")).First(one => KlineCoverageKey.TryParse(one, out var name) && name.Number == 0);
        Assert.True(KlineCoverageKey.TryParse(key, out var changed));
        await store.RemoveAsync(key);
        await store.PutIfAbsentAsync(key, CoverageCodec.Pack(CoverageRecord.Of(changed, [new("005930", new(SymbolDayState.NoTrades, new TimeOnly(10, 0)))], [], [])));
        var report = await new KlineArchive(store).VerifyAsync();
        Assert.Contains(report.Findings, finding => finding.Verdict == StoreVerdict.Damaged && finding.Message.Contains("neither is used", StringComparison.Ordinal));
        var compactor = new KlineCompactor(store, new() { CompressionLevel = 3 }, world.Clock);
        Assert.Equal(CompactionOutcome.Refused, Assert.Single(await compactor.CompactAsync(Day, Day)).Outcome);
        Assert.Empty(Assert.Single(await compactor.RemoveCompactedAsync(Day, Day, store)).Removed);
    }

    [Fact]
    public async Task Coverage_of_earlier_versions_has_no_hashes_and_that_is_a_note()
    {
        var (world, store) = await LoggedAsync();
        await CoverageViews.MakePlainAsync(store, _ => true);
        var report = await new KlineArchive(store).VerifyAsync();
        Assert.Equal((StoreVerdict.Sound, 1), (report.Verdict, report.Notes));
        Assert.Contains("coverage names 3 objects of bars without length and hash", report.Findings[0].Message, StringComparison.Ordinal);

        // Names are compared all the same; what the next run writes, or a compaction, has hashes of all objects.
        await CompactAsync(world, store, isRemoved: false);
        Assert.Equal((StoreVerdict.Sound, 0), await VerdictAsync(store));
        await ChangeAsync(store, (await store.KeysAsync("")).First(IsBars), "one price");
        Assert.Equal(StoreVerdict.Damaged, (await VerdictAsync(store)).Verdict);
    }

    [Fact]
    public async Task What_cannot_be_found_is_listed_in_the_documents()
    {
        // A whole day without a trace, bars that nothing names, and the newest coverage with all that it alone names.
        var (_, store) = await LoggedAsync();
        var empty = await StoreDamage.CopyAsync(store);
        foreach (var key in await empty.KeysAsync(""))
            await empty.RemoveAsync(key);
        Assert.Equal((StoreVerdict.Sound, 0), await VerdictAsync(empty));

        var cut = await StoreDamage.CopyAsync(store);
        var newest = (await cut.KeysAsync("")).Where(IsBars).Max(key => KlineKey.Parse(key).Retrieval);
        foreach (var key in (await cut.KeysAsync("")).Where(key => key.Contains($"_J_{newest:yyyyMMddHHmmss}", StringComparison.Ordinal)))
            await cut.RemoveAsync(key);
        Assert.Equal(StoreVerdict.Sound, (await VerdictAsync(cut)).Verdict);

        var bare = await StoreDamage.CopyAsync(store);
        foreach (var key in (await bare.KeysAsync("")).Where(key => KlineCoverageKey.TryParse(key, out _)))
            await bare.RemoveAsync(key);
        await ChangeAsync(bare, (await bare.KeysAsync("")).First(IsBars), "one price");
        Assert.Equal((StoreVerdict.Sound, 1), await VerdictAsync(bare));
    }

    // Three objects: a morning, an afternoon, and the settled day with its revisions.
    private static async Task<(LoggerWorld World, InMemoryObjectStore Store)> LoggedAsync()
    {
        var world = new LoggerWorld(Day, "11:00:30", 4);
        var store = new InMemoryObjectStore();
        foreach (var time in (string[])["15:32", "18:30", "18:31"])
        {
            await world.RunAsync(() => Logger(world, store).CatchUpAsync(Day));
            world.Clock.AdvanceTo(KoreaTime.At(Day, TimeOnly.Parse(time, null)));
        }

        return (world, store);
    }

    // As a store is whose bars an earlier version has compacted: its coverage stays as it was.
    private static async Task UnmergeAsync(InMemoryObjectStore store, InMemoryObjectStore plain)
    {
        foreach (var key in (await store.KeysAsync("")).Where(key => KlineCoverageKey.TryParse(key, out _)))
            await store.RemoveAsync(key);
        foreach (var key in (await plain.KeysAsync("")).Where(key => KlineCoverageKey.TryParse(key, out _)))
            await store.PutIfAbsentAsync(key, await plain.GetAsync(key));
    }

    private static async Task CompactAsync(LoggerWorld world, InMemoryObjectStore store, bool isRemoved, bool keepVersions = true)
    {
        var compactor = new KlineCompactor(store, new() { CompressionLevel = 3, KeepVersions = keepVersions }, world.Clock);
        await compactor.CompactAsync(Day, Day);
        if (isRemoved)
            await compactor.RemoveCompactedAsync(Day, Day, store);
    }

    private static async Task ChangeAsync(InMemoryObjectStore store, string key, string what)
    {
        var body = (await store.GetAsync(key))!;
        var text = KlineCodec.Unpack(body);
        var lines = text.Select(slice => new KlineLine(slice, slice.Retrieval)).ToList();
        if (what == "the first minute")
            lines.RemoveAt(0);
        var changed = what == "the compression" ? lines : lines.Select((line, i) => i > 0 ? line : line with
        {
            Slice = new KlineSlice(line.Slice.Minute, line.Slice.Select((bar, at) => at > 0 ? bar : what == "one price"
                ? new SymbolKline(bar.Symbol, new Kline(bar.Kline.Minute, bar.Kline.Open, bar.Kline.High + 1, bar.Kline.Low, bar.Kline.Close, bar.Kline.Volume, bar.Kline.AccVolume))
                : bar).Skip(what == "a symbol" ? 1 : 0)),
        });
        await store.RemoveAsync(key);
        await store.PutIfAbsentAsync(key, KlineCodec.Pack(changed, accValue: false, level: 7));
    }

    // The next catch-up fetches what was lost, and every reader has the truth again.
    private static async Task AssertRepairedAsync(LoggerWorld world, InMemoryObjectStore store, bool isStillThere)
    {
        var report = await world.RunAsync(() => Logger(world, store).CatchUpAsync(Day));
        Assert.True(report.IsComplete && report.Calls > 0, report.ToString());
        var history = await new KlineArchive(store).LoadAsync(KlineQuery.Day(Day));
        foreach (var symbol in world.Symbols)
        {
            Assert.Equal(
                world.Truth.FinalBars(Venue.Krx, Day, symbol).Select(row => (row.Minute, row.High, row.Volume)),
                history.TryGetValue(symbol, out var series) ? series.Select(bar => (bar.Minute, bar.High, bar.Volume)) : []);
        }

        Assert.Equal(0, (await world.RunAsync(() => Logger(world, store).CatchUpAsync(Day))).Calls);
        Assert.Equal(isStillThere ? StoreVerdict.Damaged : StoreVerdict.Sound, (await VerdictAsync(store)).Verdict);
    }

    private static async Task<(StoreVerdict Verdict, int Notes)> VerdictAsync(InMemoryObjectStore store)
    {
        var report = await new KlineArchive(store).VerifyAsync();
        return (report.Verdict, report.Notes);
    }

    private static HantooKlineLogger Logger(LoggerWorld world, IObjectStore store) =>
        new(world.Symbols, store, world.Client(), timeProvider: world.Clock);

    private static bool IsBars(string key) => KlineKey.TryParse(key, out _);
}
