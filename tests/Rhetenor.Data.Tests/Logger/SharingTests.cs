namespace Rhetenor.Data.Tests.Logger;

/// <summary>Catch-ups of several processes that share one store and one list of symbols.</summary>
public sealed class SharingTests
{
    private const string Leases = "hantoo-stock-kline-1m/leases/20260520_J_";

    private static readonly DateOnly Day = new(2026, 5, 20);

    private static readonly KlineLoggerOptions One = new() { Workers = 1, UnfinishedSessions = 0 };

    private static readonly TimeSpan Expiry = TimeSpan.FromMinutes(5);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task K10_each_symbol_is_fetched_once_and_hosts_divide_the_time(int hosts)
    {
        var world = new SharedWorld(Day, "18:30", 300);
        var began = world.Clock.GetUtcNow();
        var reports = await CatchUpAsync(world, [.. Enumerable.Range(1, hosts).Select(number => world.Host($"host-{number}"))]);
        var took = world.Clock.GetUtcNow() - began;
        AssertAllOnce(world, reports);

        // A host makes 18 calls a second. A few seconds go by until each has its part.
        var alone = TimeSpan.FromSeconds(reports.Sum(report => report.Calls) / 18.0);
        Assert.InRange(took, alone / hosts, (alone / hosts) + TimeSpan.FromSeconds(8));
        Assert.InRange(reports.Max(report => report.Calls), 1, (reports.Sum(report => report.Calls) / hosts) + 60);
        Assert.InRange(world.Store.Keys.Count(key => key.StartsWith(Leases, StringComparison.Ordinal)), hosts, 20 * hosts);
    }

    [Fact]
    public async Task K10_a_list_that_one_process_could_begin_at_once_is_shared_too()
    {
        var world = new SharedWorld(Day, "18:30", 60);
        var reports = await CatchUpAsync(world, [world.Host("host-1"), world.Host("host-2")], new() { UnfinishedSessions = 0 });
        AssertAllOnce(world, reports);
        Assert.All(reports, report => Assert.InRange(report.Calls, reports.Sum(one => one.Calls) / 4, reports.Sum(one => one.Calls) * 3 / 4));
    }

    [Fact]
    public async Task K10_sources_that_know_no_rate_share_in_equal_parts()
    {
        var world = new SharedWorld(Day, "18:30", 60);
        CatchUpReport[]? reports = null;
        await world.Clock.RunAsync(async () => reports = await Task.WhenAll(new[] { "host-1", "host-2" }.Select(owner => new HantooKlineLogger(
            world.Symbols, world.Store, new WithoutRate(world.Host(owner).Client()), options: new() { UnfinishedSessions = 0, Workers = 2, Sharing = new() { Owner = owner } }, timeProvider: world.Clock).CatchUpAsync(Day))));
        Assert.All(reports!, report => Assert.True(report.IsFinal, report.ToText()));
        Assert.All(reports!, report => Assert.InRange(report.Calls, reports!.Sum(one => one.Calls) / 4, reports!.Sum(one => one.Calls) * 3 / 4));
        world.AssertStored(Day);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(300)]
    public async Task K10_a_day_that_was_no_session_is_not_stored_as_one_without_trades_by_any_process(int symbols)
    {
        var closed = new KisTruth(new KisTruthOptions { Seed = 7, Listing = KisSymbols.Mix(symbols), IsSession = date => date != Day && KrxCalendar.GetDay(date) == MarketDay.Session });
        var world = new SharedWorld(Day.AddDays(1), "10:00", closed);
        CatchUpReport[]? reports = null;
        await world.Clock.RunAsync(async () => reports = await Task.WhenAll(new[] { "host-1", "host-2" }.Select(owner => world.Host(owner).Logger(One).CatchUpAsync(Day))));
        Assert.All(reports!, report => Assert.Equal(0, report.Count(SymbolDayState.NoTrades)));
        Assert.All((await new KlineArchive(world.Store).ReadCoverageAsync(KlineQuery.Day(Day)).SingleAsync()).Symbols.Values, symbol => Assert.False(symbol.IsFinal));
    }

    [Fact]
    public async Task K10_a_process_alone_waits_for_nobody_and_later_ones_find_everything_done()
    {
        var world = new SharedWorld(Day, "18:30", 12);
        var first = Assert.Single(await CatchUpAsync(world, [world.Host("host-1")]));
        var objects = world.Store.Keys.ToList();
        var began = world.Clock.GetUtcNow();
        var second = Assert.Single(await CatchUpAsync(world, [world.Host("host-2")]));
        Assert.Equal((0, first.IsFinal, true), (second.Calls, true, second.IsFinal));
        Assert.Equal(objects, world.Store.Keys);
        Assert.InRange(world.Clock.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task K11_a_process_that_is_killed_at_any_write_is_continued_by_the_others(bool afterEffect)
    {
        var isReached = true;
        for (var put = 1; isReached; put++)
        {
            var world = new SharedWorld(Day, "18:30", 12);
            var (victim, other, puts) = (world.Host("host-1"), world.Host("host-2"), 0);
            isReached = false;
            Action<string> kills = _ =>
            {
                if (++puts != put)
                    return;
                isReached = true;
                victim.Kill();
            };
            (victim.Putting, victim.Written) = afterEffect ? (null, kills) : (kills, (Action<string>?)null);
            var began = world.Clock.GetUtcNow();
            var report = await world.Clock.RunAsync(() =>
            {
                _ = victim.Logger(One with { BarsPerObject = 2 * 391 }).CatchUpAsync();
                return other.Logger(One).CatchUpAsync();
            });
            Assert.True(report.IsFinal, $"{put}: {report}");
            world.AssertStored(Day);
            Assert.All(world.Readings.Values, readings => Assert.InRange(readings, 1, 2));
            Assert.InRange(world.Clock.GetUtcNow() - began, TimeSpan.Zero, Expiry + TimeSpan.FromSeconds(30));
            Assert.InRange(put, 1, 40);
        }
    }

    [Theory]
    [InlineData(-9)]
    [InlineData(5)]
    public async Task K12_clocks_of_hosts_that_differ_by_hours_do_not_matter(int hours)
    {
        var world = new SharedWorld(Day, "18:30", 60);
        AssertAllOnce(world, await CatchUpAsync(world, [world.Host("host-1"), world.Host("host-2", TimeSpan.FromHours(hours)), world.Host("host-3", -TimeSpan.FromHours(hours))]));

        // A killed one with such a clock is taken over after its expiry, by the clock of who takes over.
        world = new SharedWorld(Day, "18:30", 12);
        var (victim, other) = (world.Host("host-1", TimeSpan.FromHours(hours)), world.Host("host-2"));
        victim.Written = key => _ = key.StartsWith(Leases, StringComparison.Ordinal) ? Killed(victim) : "";
        var began = world.Clock.GetUtcNow();
        _ = victim.Logger(One).CatchUpAsync();
        Assert.True(Assert.Single(await CatchUpAsync(world, [other])).IsFinal);
        Assert.InRange(world.Clock.GetUtcNow() - began, Expiry, Expiry + TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(20)]
    public async Task K13_a_process_that_was_paused_begins_no_request_of_a_share_that_others_may_have_taken(int minutes)
    {
        var world = new SharedWorld(Day, "18:30", 60);
        var (paused, other) = (world.Host("host-1"), world.Host("host-2"));
        var (before, until) = (0, world.Clock.GetUtcNow() + TimeSpan.FromMinutes(minutes));
        var reports = await world.Clock.RunAsync(async () =>
        {
            var runs = Task.WhenAll(paused.Logger(One).CatchUpAsync(), other.Logger(One).CatchUpAsync());
            await Task.Delay(TimeSpan.FromSeconds(4), world.Clock);
            paused.Pause();
            before = paused.Readings.Count();
            await Task.Delay(until - world.Clock.GetUtcNow(), world.Clock);
            paused.Resume();
            return await runs;
        });
        Assert.All(reports, report => Assert.True(report.IsFinal, report.ToString()));
        world.AssertStored(Day);

        // What was under way is finished. What was read and not written when others took over is read twice, and nothing else.
        var again = world.Readings.Count(symbol => symbol.Value > 1);
        Assert.InRange(world.Readings.Values.Max(), 1, 2);
        Assert.InRange(again, 0, minutes > 5 ? before + 1 : 0);
        Assert.Equal(minutes > 5, paused.Readings.Count() <= before + 1);
    }

    [Fact]
    public async Task K14_a_process_that_comes_later_gets_its_part_and_one_that_stops_keeps_nobody_waiting()
    {
        var world = new SharedWorld(Day, "18:30", 120);
        var (first, second, began) = (world.Host("host-1"), world.Host("host-2"), world.Clock.GetUtcNow());
        using var stop = new CancellationTokenSource();
        var report = await world.Clock.RunAsync(async () =>
        {
            var running = first.Logger(One).CatchUpAsync(null, stop.Token);
            await Task.Delay(TimeSpan.FromSeconds(4), world.Clock);
            var other = second.Logger(One).CatchUpAsync();
            await Task.Delay(TimeSpan.FromSeconds(6), world.Clock);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
            return await other;
        });
        Assert.True(report.IsFinal, report.ToString());
        world.AssertStored(Day);
        Assert.InRange(second.Readings.Count(), 30, 110);
        Assert.InRange(world.Readings.Values.Count(readings => readings > 1), 0, 1);
        Assert.InRange(world.Clock.GetUtcNow() - began, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task K15_of_two_processes_with_one_name_the_first_ends_with_an_error_that_says_so()
    {
        var world = new SharedWorld(Day, "18:30", 120);
        var (first, second) = (world.Host("host-1"), world.Host("host-1"));
        var (exception, report) = await world.Clock.RunAsync(async () =>
        {
            var running = first.Logger(One).CatchUpAsync();
            await Task.Delay(TimeSpan.FromSeconds(4), world.Clock);
            var other = second.Logger(One).CatchUpAsync();
            return (await Assert.ThrowsAsync<InvalidOperationException>(() => running), await other);
        });
        Assert.StartsWith("Another process was started as 'host-1' and shares the same symbols. WorkSharing.Owner must be different in each process.", exception.Message, StringComparison.Ordinal);
        Assert.True(report.IsFinal, report.ToString());
        world.AssertStored(Day);
    }

    [Fact]
    public async Task K15_a_process_that_is_started_again_under_its_name_need_not_wait()
    {
        var world = new SharedWorld(Day, "18:30", 12);
        var victim = world.Host("host-1");
        victim.Written = key => _ = KlineKey.TryParse(key, out _) ? Killed(victim) : "";
        var began = world.Clock.GetUtcNow();
        var report = await world.Clock.RunAsync(async () =>
        {
            _ = victim.Logger(One).CatchUpAsync();
            await Task.Delay(TimeSpan.FromSeconds(20), world.Clock);
            return await world.Host("host-1").Logger(One).CatchUpAsync();
        });
        Assert.True(report.IsFinal, report.ToString());
        world.AssertStored(Day);
        Assert.InRange(world.Clock.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task K16_answers_that_are_lost_are_resolved_and_a_store_that_fails_ends_a_run_as_without_leases()
    {
        var world = new SharedWorld(Day, "18:30", 60);
        var hosts = new[] { world.Host("host-1"), world.Host("host-2") };
        var puts = 0;
        hosts[0].LosesAnswer = hosts[1].LosesAnswer = _ => ++puts % 3 == 0;
        AssertAllOnce(world, await CatchUpAsync(world, hosts));

        world = new SharedWorld(Day, "18:30", 60);
        var (cut, other) = (world.Host("host-1"), world.Host("host-2"));
        var (exception, report) = await world.Clock.RunAsync(async () =>
        {
            var running = cut.Logger(One).CatchUpAsync();
            var whole = other.Logger(One).CatchUpAsync();
            await Task.Delay(TimeSpan.FromSeconds(5), world.Clock);
            cut.IsCutOff = true;
            return (await Assert.ThrowsAsync<ObjectStoreException>(() => running), await whole);
        });
        Assert.Equal(ObjectStoreError.Unavailable, exception.Error);
        Assert.True(report.IsFinal, report.ToString());
        world.AssertStored(Day);
    }

    [Fact]
    public async Task K16_no_request_begins_when_a_lease_could_not_be_renewed()
    {
        var world = new SharedWorld(Day, "18:30", 12);
        var host = world.Host("host-1", latency: TimeSpan.FromSeconds(8));
        host.Written = _ => world.Clock.CreateTimer(_ => host.IsCutOff = true, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        await Assert.ThrowsAsync<ObjectStoreException>(() => world.Clock.RunAsync(() => host.Logger(One, expiry: TimeSpan.FromMinutes(1)).CatchUpAsync()));

        // Four symbols were to be requested before the next look at the leases, and a reading takes half a minute.
        Assert.InRange(host.Readings.Count(), 1, 3);
    }

    [Fact]
    public async Task K16_a_slow_store_costs_time_only()
    {
        var world = new SharedWorld(Day, "18:30", 40);
        var hosts = new[] { world.Host("host-1"), world.Host("host-2") };
        foreach (var host in hosts)
            host.Putting = _ => host.PauseFor(TimeSpan.FromSeconds(20));
        AssertAllOnce(world, await CatchUpAsync(world, hosts));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task K16_a_store_that_ignores_conditions_is_refused_before_anything_is_requested(bool isRisked, bool isSlotted)
    {
        var world = new SharedWorld(Day, "18:30", 3);
        var host = world.Host("host-1");
        host.Putting = world.Store.Remove;
        var exception = await Assert.ThrowsAsync<ObjectStoreException>(() => world.Clock.RunAsync(() => host.Logger(One with { RiskLosingOtherWritersBars = isRisked, Slot = isSlotted ? new WriterSlot(0, 2) : null }).CatchUpAsync()));
        Assert.Equal((ObjectStoreError.Unsupported, 0), (exception.Error, world.Readings.Count));
        Assert.Equal(["hantoo-stock-kline-1m/.probe"], world.Store.Keys);
    }

    [Fact]
    public async Task K17_processes_with_other_lists_do_not_share_and_miss_nothing()
    {
        var world = new SharedWorld(Day, "18:30", 20);
        var lists = new[] { world.Symbols, [.. world.Symbols.Take(12)], [.. world.Symbols.Reverse()] };
        var reports = await world.Clock.RunAsync(() => Task.WhenAll(lists.Select((list, i) => world.Host($"host-{i}").Logger(One, list).CatchUpAsync())));
        Assert.All(reports, report => Assert.True(report.IsFinal, report.ToString()));
        world.AssertStored(Day);

        // The order of a list does not matter.
        Assert.Equal(2, world.Store.Keys.Where(key => key.StartsWith(Leases, StringComparison.Ordinal)).Select(key => key[..key.LastIndexOf('/')]).Distinct().Count());
        Assert.All(world.Readings, symbol => Assert.InRange(symbol.Value, 1, 2));
        Assert.All(world.Symbols.Skip(12), symbol => Assert.Equal(1, world.Readings[symbol]));
    }

    [Fact]
    public async Task K17_a_process_that_lives_and_never_finishes_is_named_and_nothing_is_claimed()
    {
        var world = new SharedWorld(Day, "18:30", 20);
        var (stuck, other) = (world.Host("host-1"), world.Host("host-2"));
        var began = world.Clock.GetUtcNow();
        var report = await world.Clock.RunAsync(async () =>
        {
            _ = stuck.Logger(One).CatchUpAsync();
            await Task.Delay(TimeSpan.FromSeconds(1), world.Clock);
            stuck.Hangs = true;
            return await other.Logger(One).CatchUpAsync();
        });
        Assert.False(report.IsComplete);
        await world.AssertHonestAsync(report);
        var open = report.Symbols.Where(symbol => !symbol.IsComplete).ToList();
        Assert.NotEmpty(open);
        Assert.All(open, symbol => Assert.Equal((SymbolDayState.Missing, "fetched by 'host-1'."), (symbol.State, symbol.Reason)));
        Assert.InRange(world.Clock.GetUtcNow() - began, TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(18));
    }

    [Fact]
    public async Task K18_leases_are_no_bars_readers_compactor_and_verification_pass_over_them()
    {
        var world = new SharedWorld(Day, "18:30", 12);
        await CatchUpAsync(world, [world.Host("host-1"), world.Host("host-2")]);
        var folder = Directory.CreateTempSubdirectory("leases").FullName;
        try
        {
            var store = new DirectoryObjectStore(folder);
            foreach (var key in world.Store.Keys)
                await store.PutIfAbsentAsync(key, world.Store[key]);
            Assert.Contains(world.Store.Keys, key => key.StartsWith(Leases, StringComparison.Ordinal));
            var archive = new KlineArchive(store);
            var verified = await archive.VerifyAsync(new KlineReportContext(timeProvider: world.Clock));
            Assert.Equal((StoreVerdict.Sound, 0, 0), (verified.Verdict, verified.Findings.Count, verified.ForeignKeys));
            world.Clock.Advance(TimeSpan.FromDays(2));
            var compactor = new KlineCompactor(store, timeProvider: world.Clock);
            Assert.Equal(CompactionOutcome.Written, Assert.Single(await compactor.CompactAsync(Day, Day)).Outcome);
            await compactor.RemoveCompactedAsync(Day, Day, store);
            Assert.Equal(world.Store.Keys.Count(IsLease), (await store.ListAsync("").ToListAsync()).Count(found => IsLease(found.Key)));
            Assert.True((await archive.LoadAsync(KlineQuery.Day(Day))).IndexOf(world.Symbols[0]) >= 0);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static bool IsLease(string key) => key.Contains("/leases/", StringComparison.Ordinal);
    }

    private static string Killed(SharedHost host)
    {
        host.Kill();
        return "";
    }

    private static Task<CatchUpReport[]> CatchUpAsync(SharedWorld world, IReadOnlyList<SharedHost> hosts, KlineLoggerOptions? options = null) =>
        world.Clock.RunAsync(() => Task.WhenAll(hosts.Select(host => host.Logger(options ?? One).CatchUpAsync())));

    private static void AssertAllOnce(SharedWorld world, IReadOnlyList<CatchUpReport> reports)
    {
        Assert.All(reports, report => Assert.True(report.IsFinal, report.ToString()));
        Assert.All(reports, report => Assert.Equal(world.Symbols, report.Symbols.Select(symbol => symbol.Symbol)));
        world.AssertStored(Day);
        Assert.Equal(world.Symbols.Count, world.Readings.Count);
        Assert.All(world.Readings, symbol => Assert.Equal((symbol.Key, 1), (symbol.Key, symbol.Value)));
    }

    // The least that a source needs.
    private sealed class WithoutRate(IKlineSource inner) : IKlineSource
    {
        public Task<KlineFetch> FetchAsync(KlineRequest request, CancellationToken cancellationToken = default) => inner.FetchAsync(request, cancellationToken);
    }
}
