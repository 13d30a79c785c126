namespace Rhetenor.Data.Tests.Daily;

/// <summary>Compaction, verification, adjustment and comparison of stored daily bars.</summary>
public sealed class DailyStoreTests
{
    private static readonly DateOnly From = new(2024, 1, 2), Today = new(2026, 11, 20), Split = new(2026, 3, 4);

    [Fact]
    public async Task A_compacted_year_reads_the_same_also_as_of_any_instant_and_after_the_removal_of_the_others()
    {
        var world = await FilledAsync();
        await world.AssertStoredAsync(Today);
        var (before, then) = (await ReadAsync(world), world.Clock.GetUtcNow().AddDays(-1));
        var known = await ReadAsync(world, then);
        var (compactor, calls) = (new KlineCompactor(world.Store, timeProvider: world.Clock), world.Kis.CallsOf("FHKST03010100"));
        var compacted = await compactor.CompactDailyAsync(2024, 2026);
        Assert.Equal([2024, 2025, 2026], compacted.Years.Select(year => DailyKey.TryParse(year.Compacted, out var parsed) ? parsed.First.Year : 0));
        Assert.True(compacted.IsComplete);
        Assert.Equal("0 years of 3 compacted, 0 merged coverage objects, 0 problems", $"{await compactor.CompactDailyAsync(2024, 2026)}");
        Assert.Equal(before, await ReadAsync(world));
        Assert.Equal(known, await ReadAsync(world, then));

        var objects = world.Store.Keys.Count(key => DailyKey.TryParse(key, out _));
        var removed = await compactor.RemoveCompactedDailyAsync(2024, 2026, new Remover(world.Store));
        Assert.Equal((3, objects - 3), (world.Store.Keys.Count(key => DailyKey.TryParse(key, out _)), removed.Count(key => DailyKey.TryParse(key, out _))));
        Assert.Equal(before, await ReadAsync(world));
        Assert.Equal(known, await ReadAsync(world, then));
        Assert.Equal(StoreVerdict.Sound, (await world.Archive().VerifyDailyAsync()).Verdict);

        // Coverage rests on the compacted objects now.
        Assert.Equal(0, (await world.CatchUpAsync()).Calls);
        Assert.Equal(calls, world.Kis.CallsOf("FHKST03010100"));
        world.Clock.Advance(TimeSpan.FromDays(3));
        await world.CatchUpAsync();
        Assert.Equal(2026, Assert.Single((await compactor.CompactDailyAsync(2024, 2026)).Years, year => year.Compacted is not null).Year);
        await world.AssertStoredAsync(new(2026, 11, 23));
    }

    [Fact]
    public async Task A_catch_up_beside_a_compaction_that_ends_between_its_listings_fetches_nothing_again()
    {
        var world = await FilledAsync();
        var compactor = new KlineCompactor(world.Store, timeProvider: world.Clock);
        world.Store.BeforeList = async prefix =>
        {
            if (prefix.Contains("coverage", StringComparison.Ordinal))
                return;
            world.Store.BeforeList = null;
            await compactor.CompactDailyAsync(2024, 2026);
            Assert.NotEmpty(await compactor.RemoveCompactedDailyAsync(2024, 2026, new Remover(world.Store)));
        };
        var report = await world.CatchUpAsync();
        Assert.Equal((0, 0, true), (report.Calls, report.Problems.Count, report.IsComplete));
        Assert.Null(world.Store.BeforeList);
    }

    [Fact]
    public async Task M28_a_year_whose_object_no_reader_takes_is_refused_before_anything_is_written()
    {
        var world = await FilledAsync();
        var keys = world.Store.Keys.ToList();
        var compactor = new KlineCompactor(world.Store, new() { Archive = new() { MaxObjectBytes = keys.Max(key => world.Store[key].Length) } }, world.Clock);
        var refused = await compactor.CompactDailyAsync(2024, 2026);
        Assert.All(refused.Years.Take(2), year => Assert.Contains("beyond the limits of readers", Assert.Single(year.Problems).Message, StringComparison.Ordinal));
        Assert.False(refused.IsComplete);
        Assert.Equal(keys, world.Store.Keys.Where(key => !(DailyKey.TryParse(key, out var parsed) ? key == refused.Years[2].Compacted : !keys.Contains(key))));
    }

    [Fact]
    public async Task Verification_finds_lost_and_changed_objects_and_missing_sessions()
    {
        var world = await FilledAsync();
        var sound = await world.Archive().VerifyDailyAsync();
        Assert.Equal((StoreVerdict.Sound, 0, 0), (sound.Verdict, sound.Doubts, sound.Notes));
        var key = world.Store.Puts.First(put => put.Contains("/2025", StringComparison.Ordinal));
        var body = world.Store[key];

        var versions = new DailyVersions();
        versions.Begin(default);
        DailyCodec.Unpack(body, versions);
        var cut = DailyCodec.Pack(versions.Lines(keepVersions: true).Skip(1).Select(line => line with { Retrieval = default }), level: 3);
        world.Store.Overwrite(key, [.. cut, .. Zstd.Skippable(body.Length - cut.Length)]);
        var changed = await world.Archive().VerifyDailyAsync();
        Assert.Equal(StoreVerdict.Damaged, changed.Verdict);
        Assert.Contains(changed.Findings, finding => finding.Message.Contains("its coverage says", StringComparison.Ordinal));

        world.Store.Remove(key);
        Assert.Contains((await world.Archive().VerifyDailyAsync()).Findings, finding => finding.Message.Contains("is lost or has another length", StringComparison.Ordinal));
        await world.CatchUpAsync();
        await world.AssertStoredAsync(Today);

        // What was fetched again is not lost any more.
        var again = await world.Archive().VerifyDailyAsync();
        Assert.Equal((StoreVerdict.Sound, 1), (again.Verdict, again.Notes));
        Assert.EndsWith("its sessions were fetched again.", again.Findings[0].Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), ((await world.CatchUpAsync()).Problems.Count, (await world.CatchUpAsync()).Calls));
    }

    [Theory]
    [InlineData("from", "00010101")]
    [InlineData("through", "99991231")]
    public async Task Coverage_of_impossible_dates_is_a_problem_of_the_store(string name, string date)
    {
        var world = await FilledAsync();
        var key = world.Store.Puts.Last(put => put.Contains("/coverage/", StringComparison.Ordinal));
        var text = System.Text.Encoding.UTF8.GetString(ZstdText.Unpack(world.Store[key], int.MaxValue, "coverage").Span);
        world.Store.Overwrite(key, ZstdText.Pack(System.Text.Encoding.UTF8.GetBytes(System.Text.RegularExpressions.Regex.Replace(text, $"\"{name}\":\"[0-9]{{8}}\"", $"\"{name}\":\"{date}\""))));
        var report = await world.CatchUpAsync();
        Assert.Contains($"{date} is not the date of a session.", Assert.Single(report.Problems).Message, StringComparison.Ordinal);
        Assert.True(report.IsComplete);
        Assert.Equal(StoreVerdict.Damaged, (await world.Archive().VerifyDailyAsync()).Verdict);
    }

    [Fact]
    public async Task Years_in_the_wrong_order_are_refused_and_years_without_objects_cost_nothing()
    {
        var world = await FilledAsync();
        var compactor = new KlineCompactor(world.Store, timeProvider: world.Clock);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => compactor.CompactDailyAsync(2026, 2024));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => compactor.RemoveCompactedDailyAsync(2026, 2024, new Remover(world.Store)));
        Assert.Equal(3, (await compactor.CompactDailyAsync(int.MinValue, int.MaxValue)).Years.Count);
    }

    [Fact]
    public async Task Bars_are_adjusted_by_the_factors_of_masters_and_their_close_is_the_second_witness()
    {
        var world = await FilledAsync();
        var traded = await world.Archive().LoadDailyAsync(new(From, Today, ["005930"]));
        var factor = Assert.Single(AdjustmentFactors.Of(await HistoryAsync(world), traded).Of("005930"));
        Assert.Equal((Split, 0.1m), (factor.ExDate, factor.Factor));
        Assert.Contains(factor.Change.Evidence, line => line.StartsWith("the bars of 2026-03-03", StringComparison.Ordinal));
        var factors = AdjustmentFactors.Of(await HistoryAsync(world), traded);
        var adjusted = traded.Adjust(factors)["005930"];
        var before = adjusted.IndexOf(Split.ToDateTime(TimeOnly.MinValue)) - 1;
        Assert.Equal((Math.Round(traded["005930"].Close[before] / 10, MidpointRounding.AwayFromZero), traded["005930"].Volume[before] * 10), (adjusted.Close[before], adjusted.Volume[before]));
        Assert.Equal(traded["005930"].Close[before + 1], adjusted.Close[before + 1]);
        Assert.All(adjusted.Adjustment!.Doubts, doubt => Assert.EndsWith("no master was searched for events.", doubt, StringComparison.Ordinal));
        Assert.Equal(traded["005930"], traded.Adjust(factors, asOf: Split.AddDays(-1))["005930"]);
    }

    [Fact]
    public async Task The_day_of_minutes_is_compared_with_the_daily_bar_and_known_reasons_are_named()
    {
        var world = await FilledAsync();
        var (day, logger) = (new DateOnly(2026, 11, 19), new HantooKlineLogger(["000660"], world.Store, world.Client(), timeProvider: world.Clock));
        await world.RunAsync(() => logger.CatchUpAsync(day));
        Assert.DoesNotContain((await ReportAsync()).Counts.Keys, kind => kind >= KlineFindingKind.DailyBar);

        await ChangeAsync(bar => bar with { Volume = bar.Volume + (bar.Volume / 50) });
        Assert.Contains(KlineFindingKind.DailyBarOffHours, (await ReportAsync()).Counts.Keys);
        await ChangeAsync(bar => bar with { Open = bar.Open * 2, High = bar.High * 2, Low = bar.Low * 2, Close = bar.Close * 2, Volume = (bar.Volume + 1) / 2 });
        Assert.Contains(KlineFindingKind.DailyBarAdjusted, (await ReportAsync()).Counts.Keys);
        await ChangeAsync(bar => bar with { High = bar.High + 10_000_000 });
        Assert.Contains("expected open", (await ReportAsync()).ToText(), StringComparison.Ordinal);
        Assert.Contains(KlineFindingKind.DailyBar, (await ReportAsync()).Counts.Keys);
        await ChangeAsync(bar => bar with { Volume = bar.Volume + (bar.Volume / 10) });
        Assert.Contains(KlineFindingKind.DailyBar, (await ReportAsync()).Counts.Keys);
        await ChangeAsync(bar => bar with { Volume = bar.Volume - 1 });
        Assert.Contains(KlineFindingKind.DailyBar, (await ReportAsync()).Counts.Keys);

        Task<QualityReport> ReportAsync() => world.Archive().ReportQualityAsync(new(day, day));

        // A later object with another bar of the day.
        Task ChangeAsync(Func<DailyBar, DailyBar> change)
        {
            var truth = world.Truth.FinalDay(Venue.Krx, day, "000660")!;
            var bar = new DailyBar(truth.Open * 10_000, truth.High * 10_000, truth.Low * 10_000, truth.Close * 10_000, truth.Volume, truth.Value, truth.BasePrice * 10_000);
            world.Clock.Advance(TimeSpan.FromSeconds(5));
            var key = new DailyKey("hantoo-stock-kline-1d", day, day, Venue.Krx, world.Clock.GetUtcNow().AddHours(9).DateTime);
            return world.Store.PutIfAbsentAsync(key.ToString(), DailyCodec.Pack([new(day, default, [new("000660", change(bar))])], level: 3));
        }
    }

    [Fact]
    public async Task A_folder_that_does_not_exist_is_an_error_of_a_read_and_any_range_may_be_asked_for()
    {
        var folder = Path.Join(Path.GetTempPath(), Path.GetRandomFileName());
        var exception = await Assert.ThrowsAsync<ObjectStoreException>(() => new KlineArchive(new DirectoryObjectStore(folder)).LoadDailyAsync(new(From, Today)));
        Assert.Equal(ObjectStoreError.NoSuchBucket, exception.Error);
        foreach (var read in new Func<Task>[]
        {
            () => new KlineArchive(new DirectoryObjectStore(folder)).VerifyDailyAsync(),
            () => new KlineCompactor(new DirectoryObjectStore(folder)).CompactDailyAsync(2020, 2026),
            () => new KlineCompactor(new DirectoryObjectStore(folder)).RemoveCompactedDailyAsync(2020, 2026, new DirectoryObjectStore(folder)),
        })
        {
            Assert.Equal(ObjectStoreError.NoSuchBucket, (await Assert.ThrowsAsync<ObjectStoreException>(read)).Error);
        }

        Assert.Empty(await new KlineArchive(new RecordingStore()).LoadDailyAsync(new(DateOnly.MinValue, DateOnly.MaxValue)));
    }

    private static async Task<MasterHistory> HistoryAsync(DailyWorld world)
    {
        var store = new InMemoryObjectStore();
        foreach (var day in new[] { new DateOnly(2026, 3, 3), Split })
        {
            var clock = VirtualClock.AtKorea(day, new TimeOnly(9, 0));
            var downloader = new MasterDownloader(store, new DwsMasterSource(new SimulatedDws(new SimulatedDwsOptions { Truth = world.Truth }, clock)), timeProvider: clock);
            await clock.RunAsync(() => downloader.DownloadAsync(Market.Kospi, day));
        }

        return await new MasterDownloader(store).LoadHistoryAsync(From, Today);
    }

    private static async Task<List<string>> ReadAsync(DailyWorld world, DateTimeOffset? asOf = null) =>
        [.. (await world.Archive().LoadDailyAsync(new(From, Today.AddYears(1)) { AsOf = asOf })).SelectMany(series => series.Select(bar => $"{series.Symbol} {bar}"))];

    // Two writes: the second adds the sessions of a week.
    private static async Task<DailyWorld> FilledAsync()
    {
        var listing = KisSymbols.Mix(4).Select(symbol => symbol with { Kind = KisSymbolKind.Thin }).ToList();
        var world = new DailyWorld(listing, From, Today, [new("005930", Split, CapitalEventKind.Split, 0.1m)]);
        var (later, first) = (new DailyWorld(listing, From, Today, truth: world.Truth), new DailyWorld(listing, From, new(2026, 11, 13), truth: world.Truth));
        await first.CatchUpAsync(first.Logger(options: new() { BarsPerWrite = 1_400 }));
        later.Store = first.Store;
        await later.CatchUpAsync();
        return later;
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
