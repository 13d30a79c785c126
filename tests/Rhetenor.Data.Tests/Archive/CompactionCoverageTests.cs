using Rhetenor.Data.Tests.Logger;

namespace Rhetenor.Data.Tests.Archive;

/// <summary>What compaction does to what coverage claims: nothing.</summary>
public sealed class CompactionCoverageTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);

    /// <summary>All coverage in the older form, the first run's, or none.</summary>
    public static TheoryData<string> Forms => ["plain", "mixed", "new"];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task P1_a_compacted_day_needs_no_call_though_the_objects_its_coverage_names_are_gone(bool keepVersions)
    {
        var (world, store) = await LoggedAsync();
        var before = await store.KeysAsync("");
        var compactor = new KlineCompactor(store, new() { KeepVersions = keepVersions, CompressionLevel = 3 }, world.Clock);
        await compactor.CompactAsync(Day, Day);
        await compactor.RemoveCompactedAsync(Day, Day, store);
        Assert.Empty(before.Intersect(await store.KeysAsync("")));
        await AssertOneAsync(store);

        var report = await world.RunAsync(() => Logger(world, store).CatchUpAsync(Day));
        Assert.True(report is { IsComplete: true, Calls: 0, Problems.Count: 0 }, report.ToString());
        var coverage = await new KlineArchive(store).ReportCoverageAsync(KlineQuery.Day(Day), new(timeProvider: world.Clock));
        Assert.True(coverage.IsFinal && coverage.Problems.Count == 0, coverage.ToText());
        await AssertOneAsync(store);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task M41_coverage_says_the_same_at_every_instant_and_every_step_of_compaction(string form)
    {
        var (world, store) = await LoggedAsync(form);
        var retrievals = await CoverageViews.RetrievalsAsync(store);
        var views = await CoverageViews.HistoryAsync(store, Day, retrievals);
        var stepper = new StepStore(store) { After = async (step, key) => Assert.Equal((step, key, views), (step, key, await CoverageViews.HistoryAsync(store, Day, retrievals))) };
        var compactor = new KlineCompactor(stepper, new() { CompressionLevel = 3 }, world.Clock);
        var compaction = Assert.Single(await compactor.CompactAsync(Day, Day));
        Assert.Equal(CompactionOutcome.Written, compaction.Outcome);
        var removal = Assert.Single(await compactor.RemoveCompactedAsync(Day, Day, stepper));
        Assert.Empty(removal.Kept);
        Assert.Equal(
            [compaction.Coverage!.Value.Key, compaction.Compacted!.Value.Key], (await store.KeysAsync("")).OrderDescending(StringComparer.Ordinal));
        await AssertOneAsync(store);

        // The merged object names the compacted one, its bytes, and what it contains.
        var own = (await RecordsAsync(store, compaction.Coverage!.Value.Key))[0];
        var mark = Assert.Single(own.Objects!, mark => mark.Name == KlineKey.Parse(compaction.Compacted!.Value.Key).Name);
        Assert.Equal(ContentMark.Of(await store.GetAsync(compaction.Compacted!.Value.Key)), mark.Content);
        Assert.Equal(removal.Removed.Where(stored => KlineKey.TryParse(stored.Key, out _)).Select(stored => KlineKey.Parse(stored.Key).Name).Order(StringComparer.Ordinal), mark.Contains!);
        Assert.Equal(CompactionOutcome.Compact, Assert.Single(await compactor.CompactAsync(Day, Day)).Outcome);
        Assert.Empty(Assert.Single(await compactor.RemoveCompactedAsync(Day, Day, stepper)).Removed);
    }

    [Fact]
    public async Task M41_later_coverage_is_merged_with_the_merged_one()
    {
        var (world, store) = await LoggedAsync();
        await CompactAndRemoveAsync(world, store);
        await PutRevisionAsync(world, store, Gap(world, 0));
        var keys = await store.KeysAsync("");
        Assert.Equal(5, keys.Count);
        var later = (await RecordsAsync(store, keys.Single(key => KlineCoverageKey.TryParse(key, out var name) && name.Number == 0)))[0];
        Assert.Equal([KlineCoverageKeyOf(keys, merged: true).Name], later.After);

        var retrievals = await CoverageViews.RetrievalsAsync(store);
        var views = await CoverageViews.HistoryAsync(store, Day, retrievals);
        await CompactAndRemoveAsync(world, store);
        Assert.Equal(views, await CoverageViews.HistoryAsync(store, Day, retrievals));
        await AssertOneAsync(store);
        Assert.Equal(0, (await world.RunAsync(() => Logger(world, store).CatchUpAsync(Day))).Calls);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task F1_a_compactor_that_dies_at_any_operation_changes_no_claim_and_a_clean_run_finishes(string form)
    {
        var (world, logged) = await LoggedAsync(form);
        var retrievals = await CoverageViews.RetrievalsAsync(logged);
        var views = await CoverageViews.HistoryAsync(logged, Day, retrievals);
        for (var (step, died) = (1, true); died; step++)
        {
            died = false;
            foreach (var afterEffect in (bool[])[false, true])
            {
                var store = await StoreDamage.CopyAsync(logged);
                try
                {
                    await CompactAndRemoveAsync(world, new StepStore(store) { Dies = (step, afterEffect) });
                }
                catch (ProcessDiedException)
                {
                    died = true;
                }

                Assert.Equal(views, await CoverageViews.HistoryAsync(store, Day, retrievals));
                await CompactAndRemoveAsync(world, new StepStore(store));
                Assert.Equal(views, await CoverageViews.HistoryAsync(store, Day, retrievals));
                await AssertOneAsync(store);
            }

            Assert.True(step < 200);
        }
    }

    [Fact]
    public async Task K1_two_compactors_and_a_logger_at_once_lose_no_claim()
    {
        var (world, logged) = await LoggedAsync();
        var retrievals = await CoverageViews.RetrievalsAsync(logged);
        var views = await CoverageViews.HistoryAsync(logged, Day, retrievals);
        for (var round = 0; round < 10; round++)
        {
            var store = await StoreDamage.CopyAsync(logged);
            await Task.WhenAll(
                CompactAndRemoveAsync(world, Slow(store)), CompactAndRemoveAsync(world, Slow(store)), PutRevisionAsync(world, Slow(store), Gap(world, round)));
            var plan = await world.RunAsync(() => Logger(world, store).PlanAsync(Day, Day));
            Assert.Equal(0, Assert.Single(plan).CallsAtMost);
            await CompactAndRemoveAsync(world, new StepStore(store));
            await AssertOneAsync(store);
            Assert.StartsWith(views[..views.IndexOf("as of \n", StringComparison.Ordinal)], await CoverageViews.HistoryAsync(store, Day, retrievals), StringComparison.Ordinal);
            var verdict = await new KlineArchive(store).VerifyAsync();
            Assert.True(verdict.Verdict == StoreVerdict.Sound, verdict.ToText());
        }

        // Others get their turn between any two operations.
        static StepStore Slow(InMemoryObjectStore store) => new(store) { Before = async (_, _) => await Task.Yield() };
    }

    [Fact]
    public async Task K6_coverage_that_is_written_during_the_removal_stays()
    {
        var (world, store) = await LoggedAsync();
        await new KlineCompactor(store, new() { CompressionLevel = 3 }, world.Clock).CompactAsync(Day, Day);
        var late = new KlineCoverageKey(ReportShelf.Prefix, Day, Venue.Krx, Day.ToDateTime(new TimeOnly(19, 0)));
        var record = CoverageRecord.Of(late, [new("005930", new(SymbolDayState.Failed, null))], [], []);
        var stepper = new StepStore(store)
        {
            Before = (step, _) => step == StoreStep.Remove ? store.PutIfAbsentAsync(late.ToString(), CoverageCodec.Pack(record)) : Task.CompletedTask,
        };
        await new KlineCompactor(stepper, new() { CompressionLevel = 3 }, world.Clock).RemoveCompactedAsync(Day, Day, stepper);
        Assert.Contains(late.ToString(), await store.KeysAsync(""));

        // One that was there before the removal, and that nobody merged, stays as well.
        var removal = Assert.Single(await new KlineCompactor(store, new() { CompressionLevel = 3 }, world.Clock).RemoveCompactedAsync(Day, Day, store));
        Assert.Contains("does not contain all its records", Assert.Single(removal.Kept, kept => kept.Key == late.ToString()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task P9_an_object_that_is_gone_without_having_been_compacted_takes_its_claims_with_it(bool isCompactedMeanwhile)
    {
        var (world, store) = await LoggedAsync();
        await store.RemoveAsync((await store.KeysAsync("")).First(IsBars));

        // A compacted object would hide the loss.
        var compaction = Assert.Single(await new KlineCompactor(store, new() { CompressionLevel = 3 }, world.Clock).CompactAsync(Day, Day));
        Assert.Equal(CompactionOutcome.Refused, compaction.Outcome);
        Assert.Contains("rests on", Assert.Single(compaction.Problems).Message, StringComparison.Ordinal);
        if (isCompactedMeanwhile)
            await world.RunAsync(() => Logger(world, store).CatchUpAsync(Day));
        else
            Assert.Equal(StoreVerdict.Damaged, (await new KlineArchive(store).VerifyAsync()).Verdict);
        if (isCompactedMeanwhile)
            await CompactAndRemoveAsync(world, store);
        var report = await world.RunAsync(() => Logger(world, store).CatchUpAsync(Day));
        Assert.True(report.IsComplete && report.Calls > 0 != isCompactedMeanwhile, report.ToString());
        Assert.Equal(0, (await world.RunAsync(() => Logger(world, store).CatchUpAsync(Day))).Calls);
    }

    [Fact]
    public async Task P9_the_compacted_object_takes_all_claims_with_it()
    {
        var (world, store) = await LoggedAsync();
        await CompactAndRemoveAsync(world, store);
        await store.RemoveAsync((await store.KeysAsync("")).Single(IsBars));
        var problem = Assert.Single((await new KlineArchive(store).ReportCoverageAsync(KlineQuery.Day(Day), new(timeProvider: world.Clock))).Problems);
        Assert.Contains("01_J_", problem.Message, StringComparison.Ordinal);
        var report = await world.RunAsync(() => Logger(world, store).CatchUpAsync(Day));
        Assert.True(report.IsComplete && report.NewBars > 0, report.ToString());
    }

    // A morning, a noon of some symbols, and the settled day: three objects, each named by coverage.
    private static async Task<(LoggerWorld World, InMemoryObjectStore Store)> LoggedAsync(string form = "new")
    {
        var world = new LoggerWorld(Day, "11:00:30", 5);
        var store = new InMemoryObjectStore();
        await world.RunAsync(() => Logger(world, store).CatchUpAsync());
        await CoverageViews.MakePlainAsync(store, _ => form == "mixed");
        world.Clock.AdvanceTo(KoreaTime.At(Day, new TimeOnly(12, 30)));
        await world.RunAsync(() => Logger(world, store, world.Symbols.Take(3)).CatchUpAsync());
        world.Clock.AdvanceTo(KoreaTime.At(Day, new TimeOnly(18, 30)));
        await world.RunAsync(() => Logger(world, store).CatchUpAsync());
        Assert.Equal(3, (await store.KeysAsync("")).Count(IsBars));
        await CoverageViews.MakePlainAsync(store, _ => form == "plain");
        return (world, store);
    }

    // The day of one of the symbols that trade, from its first bar.
    private static KlineGap Gap(LoggerWorld world, int number)
    {
        var trading = world.Symbols.Where(symbol => world.Truth.FinalBars(Venue.Krx, Day, symbol).Count > 0).ToList();
        var symbol = trading[number % trading.Count];
        return new(TradingSession.For(Venue.Krx, Day)!, symbol, world.Truth.FinalBars(Venue.Krx, Day, symbol)[0].Minute);
    }

    // Another writer's object of an earlier figure, and the logger's revision of it.
    private static async Task PutRevisionAsync(LoggerWorld world, IObjectStore store, KlineGap gap)
    {
        var key = new KlineKey(ReportShelf.Prefix, gap.From, gap.From, Venue.Krx, Day.ToDateTime(new TimeOnly(18, 31)));
        await store.PutIfAbsentAsync(key.ToString(), KlineCodec.Pack([new KlineSlice(gap.From, [new(gap.Symbol, new Kline(gap.From, 1, 1, 1, 1, 1, 1))])]));
        await world.RunAsync(() => Logger(world, store).CatchUpAsync([gap]));
    }

    private static async Task CompactAndRemoveAsync<T>(LoggerWorld world, T store)
        where T : IObjectStore, IObjectRemover
    {
        var compactor = new KlineCompactor(store, new() { CompressionLevel = 3 }, world.Clock);
        await compactor.CompactAsync(Day, Day);
        await compactor.RemoveCompactedAsync(Day, Day, store);
    }

    private static HantooKlineLogger Logger(LoggerWorld world, IObjectStore store, IEnumerable<string>? symbols = null) =>
        new(symbols ?? world.Symbols, store, world.Client(), options: new() { RiskLosingOtherWritersBars = true }, timeProvider: world.Clock);

    private static async Task AssertOneAsync(InMemoryObjectStore store)
    {
        var keys = await store.KeysAsync("");
        Assert.Single(keys, IsBars);
        Assert.Single(keys, key => KlineCoverageKey.TryParse(key, out _));
    }

    private static KlineCoverageKey KlineCoverageKeyOf(IEnumerable<string> keys, bool merged) =>
        keys.Select(key => KlineCoverageKey.TryParse(key, out var name) ? name : default).Single(name => name != default && name.Number > 0 == merged);

    private static async Task<IReadOnlyList<CoverageRecord>> RecordsAsync(InMemoryObjectStore store, string key) =>
        KlineCoverageKey.TryParse(key, out var name) ? CoverageCodec.Unpack(name, await store.GetAsync(key)) : [];

    private static bool IsBars(string key) => KlineKey.TryParse(key, out _);
}
