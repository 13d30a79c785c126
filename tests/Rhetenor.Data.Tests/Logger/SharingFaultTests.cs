namespace Rhetenor.Data.Tests.Logger;

/// <summary>Processes that share one list and are killed or paused, have wrong clocks or the same name, or a store that fails.</summary>
public sealed class SharingFaultTests
{
    private static readonly DateOnly Day = SharedWorld.Day;

    private static readonly KlineLoggerOptions One = new() { Workers = 1, UnfinishedSessions = 0 };

    private static readonly TimeSpan Expiry = TimeSpan.FromMinutes(5);

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
        world.AssertAllOnce(await world.CatchUpAsync([world.Host("host-1"), world.Host("host-2", TimeSpan.FromHours(hours)), world.Host("host-3", -TimeSpan.FromHours(hours))], One));

        // A killed one with such a clock is taken over after its expiry, by the clock of who takes over.
        world = new SharedWorld(Day, "18:30", 12);
        var (victim, other) = (world.Host("host-1", TimeSpan.FromHours(hours)), world.Host("host-2"));
        victim.KillAfter(SharedWorld.IsLease);
        var began = world.Clock.GetUtcNow();
        _ = victim.Logger(One).CatchUpAsync();
        Assert.True(Assert.Single(await world.CatchUpAsync([other], One)).IsFinal);
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
        victim.KillAfter(key => KlineKey.TryParse(key, out _));
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
        world.AssertAllOnce(await world.CatchUpAsync(hosts, One));

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
        world.AssertAllOnce(await world.CatchUpAsync(hosts, One));
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
}
