namespace Rhetenor.Data.Tests.Daily;

/// <summary>Compaction of daily bars over many evenings: merged coverage, and years that fail.</summary>
public sealed class DailyCompactionTests
{
    private static readonly DateOnly From = new(2024, 1, 2), First = new(2026, 10, 1), Last = new(2026, 11, 20);

    [Fact]
    public async Task Coverage_of_many_evenings_is_merged_into_an_object_a_year_and_nothing_is_asked_for_again()
    {
        var world = await EveningsAsync();
        var (before, bars) = (Coverages(world).Count, await ReadAsync(world));
        Assert.InRange(before, 25, 100);
        var compactor = new KlineCompactor(world.Store, timeProvider: world.Clock);
        var compacted = await compactor.CompactDailyAsync(2024, 2026);
        Assert.True(compacted.IsComplete, compacted.ToString());
        Assert.Equal(3, compacted.Coverage.Count);
        Assert.Equal((StoreVerdict.Sound, 0), await VerdictAsync(world));
        await AssertUpToDateAsync(world);
        await compactor.RemoveCompactedDailyAsync(2024, 2026, new Remover(world.Store));
        Assert.Equal(compacted.Coverage.Order(), Coverages(world));
        Assert.Equal(bars, await ReadAsync(world));
        Assert.Equal((StoreVerdict.Sound, 0), await VerdictAsync(world));
        await AssertUpToDateAsync(world);

        // Merged coverage merges to itself.
        Assert.Empty((await compactor.CompactDailyAsync(2024, 2026)).Coverage);
        Assert.Empty(await compactor.RemoveCompactedDailyAsync(2024, 2026, new Remover(world.Store)));

        // An object that is lost takes its year with it, and no other.
        world.Store.Remove(world.Store.Keys.Single(key => key.Contains("-1d/2025", StringComparison.Ordinal)));
        await world.CatchUpAsync();
        Assert.All(world.Store.Puts.Where(key => DailyKey.TryParse(key, out _)).TakeLast(1), key => Assert.Contains("-1d/2025", key, StringComparison.Ordinal));
        await world.AssertStoredAsync(Last);
        Assert.Equal(bars, await ReadAsync(world));
    }

    [Fact]
    public async Task A_later_evening_continues_merged_coverage_with_one_call_a_symbol_and_is_merged_too()
    {
        var world = await EveningsAsync();
        await CompactAsync(world);
        world.Clock.Advance(TimeSpan.FromDays(4));
        Assert.Equal(4, (await world.CatchUpAsync()).Calls);
        await CompactAsync(world);
        Assert.InRange(Coverages(world).Count, 3, 4);
        await AssertUpToDateAsync(world);
        Assert.Equal((StoreVerdict.Sound, 0), await VerdictAsync(world));
    }

    [Fact]
    public async Task A_doubt_that_nothing_settles_stays_with_its_coverage()
    {
        var world = await EveningsAsync();
        world.Clock.Advance(TimeSpan.FromDays(3));
        world.Kis.Faults.Always(KisFault.WithoutNewest(1), request => request.Uri.Query.Contains("000660", StringComparison.Ordinal));
        Assert.Equal(SymbolDayState.Doubtful, (await world.CatchUpAsync()).Symbols.Single(outcome => outcome.Symbol == "000660").State);
        await CompactAsync(world);
        Assert.InRange(Coverages(world).Count, 3, 5);
        var report = await world.Archive().VerifyDailyAsync();
        Assert.Equal((StoreVerdict.Doubtful, 1), (report.Verdict, report.Doubts));

        // The reading that settles it is compared with the one before the compaction.
        world.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.True((await world.CatchUpAsync()).IsComplete);
        await CompactAsync(world);
        Assert.Equal((StoreVerdict.Sound, 0), await VerdictAsync(world));
    }

    [Theory]
    [InlineData(2024)]
    [InlineData(2025)]
    public async Task A_year_that_fails_is_reported_and_the_others_are_compacted(int year)
    {
        var world = await EveningsAsync();
        var damaged = new DailyKey("hantoo-stock-kline-1d", new(year, 3, 4), new(year, 3, 4), Venue.Krx, world.Clock.GetUtcNow().AddHours(9).DateTime).ToString();
        await world.Store.PutIfAbsentAsync(damaged, "no bars"u8.ToArray());
        var compacted = await new KlineCompactor(world.Store, timeProvider: world.Clock).CompactDailyAsync(2024, 2026);
        Assert.False(compacted.IsComplete);
        Assert.Equal([2024, 2025, 2026], compacted.Years.Select(one => one.Year));
        Assert.Equal(damaged, Assert.Single(compacted.Years.Single(one => one.Year == year).Problems).Key);
        Assert.StartsWith($"{year}: {damaged}: ", compacted.Years.Single(one => one.Year == year).ToString(), StringComparison.Ordinal);
        Assert.NotNull(compacted.Years.Single(one => one.Year == 2026).Compacted);
        Assert.Empty(compacted.Coverage);
        Assert.Equal(damaged, Assert.Single(compacted.Problems).Key);
        await AssertUpToDateAsync(world);
    }

    [Fact]
    public async Task An_object_of_other_bytes_is_not_hidden_by_merged_coverage()
    {
        var world = await EveningsAsync();
        var key = world.Store.Keys.Single(key => key.Contains("-1d/2024", StringComparison.Ordinal));
        var (body, versions) = (world.Store[key], new DailyVersions());
        versions.Begin(default);
        DailyCodec.Unpack(body, versions);
        var cut = DailyCodec.Pack(versions.Lines(keepVersions: true).Select(line => line with { Retrieval = default, Bars = [.. line.Bars.Select(bar => KeyValuePair.Create(bar.Key, bar.Value with { Base = DailyBar.Unknown }))] }), level: 3);
        world.Store.Overwrite(key, [.. cut, .. Zstd.Skippable(body.Length - cut.Length)]);
        Assert.Equal(StoreVerdict.Damaged, (await VerdictAsync(world)).Verdict);
        var compacted = await new KlineCompactor(world.Store, timeProvider: world.Clock).CompactDailyAsync(2024, 2026);
        Assert.Empty(compacted.Coverage);
        Assert.All(compacted.Problems, problem => Assert.Equal("it has other bytes than its coverage says.", problem.Message));
        Assert.False(compacted.IsComplete);
        Assert.Equal(StoreVerdict.Damaged, (await VerdictAsync(world)).Verdict);
    }

    [Fact]
    public async Task A_store_that_fails_after_any_write_leaves_a_compaction_that_the_next_finishes()
    {
        var filled = await EveningsAsync();
        var bars = await ReadAsync(filled);
        for (var (writes, failed) = (0, true); failed; writes++)
        {
            var world = Copy(filled);
            var puts = world.Store.Puts.Count;
            world.Store.BeforePut = _ =>
            {
                if (world.Store.Puts.Count - puts >= writes)
                    throw new ObjectStoreException(ObjectStoreError.AccessDenied, "any", "refused");
            };
            var compacted = await new KlineCompactor(world.Store, timeProvider: world.Clock).CompactDailyAsync(2024, 2026);
            failed = !compacted.IsComplete;
            Assert.Equal(writes, compacted.IsComplete ? writes : world.Store.Puts.Count - puts);
            world.Store.BeforePut = null;
            await CompactAsync(world);
            Assert.Equal(3, Coverages(world).Count);
            Assert.Equal(bars, await ReadAsync(world));
            await AssertUpToDateAsync(world);
        }
    }

    [Fact]
    public async Task A_catch_up_whose_listed_coverage_is_merged_and_removed_meanwhile_fetches_nothing_again()
    {
        var world = await EveningsAsync();
        world.Store.BeforeList = async prefix =>
        {
            if (prefix.Contains("coverage", StringComparison.Ordinal))
                return;
            world.Store.BeforeList = null;
            await CompactAsync(world);
        };
        await AssertUpToDateAsync(world);
        Assert.Null(world.Store.BeforeList);
        Assert.Equal(3, Coverages(world).Count);
    }

    private static async Task CompactAsync(DailyWorld world)
    {
        var compactor = new KlineCompactor(world.Store, timeProvider: world.Clock);
        var compacted = await compactor.CompactDailyAsync(2024, 2026);
        Assert.True(compacted.IsComplete, compacted.ToString());
        await compactor.RemoveCompactedDailyAsync(2024, 2026, new Remover(world.Store));
    }

    private static async Task AssertUpToDateAsync(DailyWorld world)
    {
        var report = await world.CatchUpAsync();
        Assert.Equal((0, 0, true), (report.Calls, report.Problems.Count, report.IsComplete));
    }

    private static async Task<(StoreVerdict Verdict, int Doubts)> VerdictAsync(DailyWorld world)
    {
        var report = await world.Archive().VerifyDailyAsync();
        return (report.Verdict, report.Doubts);
    }

    private static List<string> Coverages(DailyWorld world) => [.. world.Store.Keys.Where(key => key.Contains("/coverage/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static async Task<List<string>> ReadAsync(DailyWorld world) =>
        [.. (await world.Archive().LoadDailyAsync(new(From, Last.AddYears(1)))).SelectMany(series => series.Select(bar => $"{series.Symbol} {bar}"))];

    // A run each evening, in which one symbol was listed.
    private static async Task<DailyWorld> EveningsAsync()
    {
        var listing = KisSymbols.Mix(4).Select((symbol, i) => symbol with { Kind = KisSymbolKind.Thin, Listed = i == 3 ? new DateOnly(2025, 5, 7) : null }).ToList();
        var world = new DailyWorld(listing, From, First, [new("005930", new(2026, 3, 4), CapitalEventKind.Split, 0.2m)]);
        foreach (var date in DateRange.Days(First, Last).Where(date => KrxCalendar.GetDay(date) != MarketDay.Closed))
        {
            var evening = new DailyWorld(listing, From, date, truth: world.Truth) { Store = world.Store };
            Assert.True((await evening.CatchUpAsync()).IsComplete);
            world = evening;
        }

        return world;
    }

    private static DailyWorld Copy(DailyWorld world)
    {
        var copy = new DailyWorld(world.Listing, From, Last, truth: world.Truth);
        foreach (var key in world.Store.Keys)
            Assert.True(copy.Store.PutIfAbsentAsync(key, world.Store[key]).IsCompleted);
        return copy;
    }

    private sealed class Remover(RecordingStore store) : IObjectRemover
    {
        public Task RemoveAsync(string key, CancellationToken cancellationToken = default)
        {
            store.Remove(key);
            return Task.CompletedTask;
        }
    }
}
