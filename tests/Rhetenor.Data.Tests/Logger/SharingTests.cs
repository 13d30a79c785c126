namespace Rhetenor.Data.Tests.Logger;

/// <summary>Catch-ups of several processes that share one store and one list of symbols: who fetches what.</summary>
public sealed class SharingTests
{
    private static readonly DateOnly Day = SharedWorld.Day;

    private static readonly KlineLoggerOptions One = new() { Workers = 1, UnfinishedSessions = 0 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public async Task K10_each_symbol_is_fetched_once_and_hosts_divide_the_time(int hosts)
    {
        var world = new SharedWorld(Day, "18:30", 300);
        var began = world.Clock.GetUtcNow();
        var reports = await world.CatchUpAsync([.. Enumerable.Range(1, hosts).Select(number => world.Host($"host-{number}"))], One);
        var took = world.Clock.GetUtcNow() - began;
        world.AssertAllOnce(reports);

        // A host makes 18 calls a second. A few seconds go by until each has its part.
        var alone = TimeSpan.FromSeconds(reports.Sum(report => report.Calls) / 18.0);
        Assert.InRange(took, alone / hosts, (alone / hosts) + TimeSpan.FromSeconds(8));
        Assert.InRange(reports.Max(report => report.Calls), 1, (reports.Sum(report => report.Calls) / hosts) + 60);
        Assert.InRange(world.Leases.Count(), hosts, 20 * hosts);
    }

    [Fact]
    public async Task K10_a_list_that_one_process_could_begin_at_once_is_shared_too()
    {
        var world = new SharedWorld(Day, "18:30", 60);
        var reports = await world.CatchUpAsync([world.Host("host-1"), world.Host("host-2")], new() { UnfinishedSessions = 0 });
        world.AssertAllOnce(reports);
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
    public async Task K10_a_part_of_a_list_that_is_not_traded_is_no_doubt_when_another_process_has_seen_trades()
    {
        // One of sixty symbols is traded, and the other process has it.
        var truth = new KisTruth(new KisTruthOptions { Seed = 7, Listing = [.. Enumerable.Range(0, 60).Select(i => new KisSymbol($"{200_000 + (10 * i)}") { Kind = i == 0 ? KisSymbolKind.Liquid : KisSymbolKind.Idle })] });
        var world = new SharedWorld(Day, "18:30", truth);
        var hosts = new[] { world.Host("host-1"), world.Host("host-2") };
        foreach (var host in hosts)
        {
            host.Putting = key =>
            {
                if (KlineKey.TryParse(key, out _))
                    host.PauseFor(TimeSpan.FromSeconds(20));
            };
        }

        var reports = await world.CatchUpAsync(hosts, One);
        Assert.All(reports, report => Assert.True(report.IsFinal, report.ToText()));
        Assert.All(reports, report => Assert.Equal(59, report.Count(SymbolDayState.NoTrades)));
        world.AssertStored(Day);
    }

    [Fact]
    public async Task K10_a_process_alone_waits_for_nobody_and_later_ones_find_everything_done()
    {
        var world = new SharedWorld(Day, "18:30", 12);
        var first = Assert.Single(await world.CatchUpAsync([world.Host("host-1")], One));
        var objects = world.Store.Keys.ToList();
        var began = world.Clock.GetUtcNow();
        var second = Assert.Single(await world.CatchUpAsync([world.Host("host-2")], One));
        Assert.Equal((0, first.IsFinal, true), (second.Calls, true, second.IsFinal));
        Assert.Equal(objects, world.Store.Keys);
        Assert.InRange(world.Clock.GetUtcNow() - began, TimeSpan.Zero, TimeSpan.FromSeconds(1));
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
            stop.CancelHere();
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
    public async Task K17_processes_with_other_lists_do_not_share_and_miss_nothing()
    {
        var world = new SharedWorld(Day, "18:30", 20);
        var lists = new[] { world.Symbols, [.. world.Symbols.Take(12)], [.. world.Symbols.Reverse()] };
        var reports = await world.Clock.RunAsync(() => Task.WhenAll(lists.Select((list, i) => world.Host($"host-{i}").Logger(One, list).CatchUpAsync())));
        Assert.All(reports, report => Assert.True(report.IsFinal, report.ToString()));
        world.AssertStored(Day);

        // The order of a list does not matter.
        Assert.Equal(2, world.Leases.Select(key => key[..key.LastIndexOf('/')]).Distinct().Count());
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
        await world.CatchUpAsync([world.Host("host-1"), world.Host("host-2")], One);
        using var folder = new TemporaryFolder();
        var store = new DirectoryObjectStore(folder.Path);
        foreach (var key in world.Store.Keys)
            await store.PutIfAbsentAsync(key, world.Store[key]);
        Assert.NotEmpty(world.Leases);
        var archive = new KlineArchive(store);
        var verified = await archive.VerifyAsync(new KlineReportContext(timeProvider: world.Clock));
        Assert.Equal((StoreVerdict.Sound, 0, 0), (verified.Verdict, verified.Findings.Count, verified.ForeignKeys));
        world.Clock.Advance(TimeSpan.FromDays(2));
        var compactor = new KlineCompactor(store, timeProvider: world.Clock);
        Assert.Equal(CompactionOutcome.Written, Assert.Single(await compactor.CompactAsync(Day, Day)).Outcome);
        await compactor.RemoveCompactedAsync(Day, Day, store);
        Assert.Equal(world.Leases.Count(), (await store.ListAsync("").ToListAsync()).Count(found => SharedWorld.IsLease(found.Key)));
        Assert.True((await archive.LoadAsync(KlineQuery.Day(Day))).IndexOf(world.Symbols[0]) >= 0);
    }

    // The least that a source needs.
    private sealed class WithoutRate(IKlineSource inner) : IKlineSource
    {
        public Task<KlineFetch> FetchAsync(KlineRequest request, CancellationToken cancellationToken = default) => inner.FetchAsync(request, cancellationToken);
    }
}
