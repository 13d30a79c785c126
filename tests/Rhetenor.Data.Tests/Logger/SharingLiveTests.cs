namespace Rhetenor.Data.Tests.Logger;

/// <summary>Live logging by several processes that share one store and one list of symbols.</summary>
public sealed class SharingLiveTests
{
    private static readonly DateOnly Day = SharedWorld.Day;

    private static readonly KlineLoggerOptions Plain = new() { UnfinishedSessions = 0, QuotesFirst = false };

    [Fact]
    public async Task K10_a_day_logged_live_by_two_takes_the_calls_of_one()
    {
        var (alone, _) = await LogAsync(1);
        var (world, reports) = await LogAsync(2);
        var calls = world.Hosts.Select(host => host.Kis.Calls.Count).ToList();
        Assert.InRange(calls.Sum(), 1, alone.Hosts[0].Kis.Calls.Count * 1.03);
        Assert.All(calls, count => Assert.InRange(count, calls.Sum() * 0.4, calls.Sum() * 0.6));
        Assert.InRange(world.Leases.Count(), 200, 2 * 400);

        // In the evening each process knows that all is done, and a symbol of the other is never called failed.
        Assert.All(reports, host => Assert.True(host[^1].IsFinal, host[^1].ToString()));
        Assert.All(reports.SelectMany(host => host).SelectMany(report => report.Symbols), symbol => Assert.NotEqual(SymbolDayState.Failed, symbol.State));
        Assert.Contains(reports[0], report => report.Symbols.Any(symbol => symbol.Reason?.StartsWith("fetched by 'host-2'", StringComparison.Ordinal) == true));
    }

    [Fact]
    public async Task K11_a_killed_process_is_taken_over_within_its_expiry_and_two_rounds()
    {
        var world = new SharedWorld(Day, "10:00", 12);
        var (victim, other) = (world.Host("host-1"), world.Host("host-2"));
        await RunAsync(world, async stop =>
        {
            _ = victim.Logger(Plain).RunAsync(null, stop);
            var running = other.Logger(Plain).RunAsync(null, stop);
            await Task.Delay(TimeSpan.FromMinutes(30.5), world.Clock, CancellationToken.None);
            victim.Kill();
            var asked = other.Kis.Calls.Count;
            await Task.Delay(TimeSpan.FromMinutes(8), world.Clock, CancellationToken.None);
            Assert.Equal(world.Symbols.Count, other.Kis.Calls.Skip(asked).Select(call => call.Symbol).Distinct().Count(symbol => symbol.Length > 0));
            await running;
        }, "18:40");
        world.AssertStored(Day);
    }

    [Fact]
    public async Task K14_a_process_that_joins_takes_its_part_at_a_round_and_one_that_stops_gives_it_back()
    {
        var world = new SharedWorld(Day, "10:00", 12);
        var (first, second) = (world.Host("host-1"), world.Host("host-2"));
        await RunAsync(world, async stop =>
        {
            var running = first.Logger(Plain).RunAsync(null, stop);
            await Task.Delay(TimeSpan.FromMinutes(10.5), world.Clock, CancellationToken.None);
            using var early = new CancellationTokenSource();
            var joined = second.Logger(Plain).RunAsync(null, early.Token);
            await Task.Delay(TimeSpan.FromMinutes(4), world.Clock, CancellationToken.None);
            Assert.Equal(6, await AskedAsync(first));
            Assert.Equal(6, await AskedAsync(second));
            early.CancelHere();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => joined);
            await Task.Delay(TimeSpan.FromMinutes(2), world.Clock, CancellationToken.None);
            Assert.Equal(12, await AskedAsync(first));
            await running;
        }, "18:40");
        world.AssertStored(Day);

        // Called half a minute from every round, so that exactly one begins meanwhile.
        async Task<int> AskedAsync(SharedHost host)
        {
            var asked = host.Kis.Calls.Count;
            await Task.Delay(TimeSpan.FromMinutes(1), world.Clock, CancellationToken.None);
            return host.Kis.Calls.Skip(asked).Select(call => call.Symbol).Distinct().Count();
        }
    }

    [Fact]
    public async Task K16_while_the_store_cannot_be_reached_no_share_is_requested_by_two_and_logging_goes_on_afterwards()
    {
        var world = new SharedWorld(Day, "10:00", 12);
        var (cut, other) = (world.Host("host-1"), world.Host("host-2"));
        await RunAsync(world, async stop =>
        {
            var running = Task.WhenAll(cut.Logger(Plain).RunAsync(null, stop), other.Logger(Plain).RunAsync(null, stop));
            await Task.Delay(TimeSpan.FromMinutes(10.5), world.Clock, CancellationToken.None);
            cut.IsCutOff = true;
            await Task.Delay(TimeSpan.FromMinutes(4.5), world.Clock, CancellationToken.None);
            var asked = cut.Kis.Calls.Count;
            await Task.Delay(TimeSpan.FromMinutes(20), world.Clock, CancellationToken.None);
            Assert.Equal(asked, cut.Kis.Calls.Count);
            cut.IsCutOff = false;
            await running;
        }, "18:40");
        world.AssertStored(Day);
        Assert.InRange(cut.Kis.Calls.Count, other.Kis.Calls.Count / 2, other.Kis.Calls.Count);
    }

    [Fact]
    public async Task K10_a_feed_gives_what_others_fetched_after_it_is_stored()
    {
        var world = new SharedWorld(Day, "08:55", 8);
        var (first, second) = (world.Host("host-1"), world.Host("host-2"));
        var late = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        await RunAsync(world, async stop =>
        {
            var logger = second.Logger(Plain);
            var (feed, running) = (logger.Follow(), Task.WhenAll(first.Logger(Plain).RunAsync(null, stop), logger.RunAsync(null, stop)));
            var (given, bars) = (new HashSet<(string, DateTime)>(), 0);
            await foreach (var slice in feed.ReadAsync(CancellationToken.None))
            {
                foreach (var (symbol, bar) in slice.Bars)
                {
                    bars += slice.Kind == KlineFeedKind.New || slice.Kind == KlineFeedKind.Late ? 1 : 0;
                    given.Add((symbol, bar.Minute));
                    if (slice.Kind is (KlineFeedKind.New or KlineFeedKind.Late) && bar.Minute.Date == Day.ToDateTime(default) && bar.Minute.TimeOfDay < TimeSpan.FromHours(15))
                        late[symbol] = TimeSpan.FromTicks(Math.Max(late.GetValueOrDefault(symbol).Ticks, (slice.Known.DateTime - bar.Minute.AddMinutes(1)).Ticks));
                }
            }

            Assert.Equal(given.Count, bars);
            await running;
        }, "18:40");
        world.AssertStored(Day);
        Assert.Equal(world.Symbols.Count, late.Count);
        Assert.All(late.Values, time => Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromMinutes(12)));
    }

    private static async Task<(SharedWorld World, List<CatchUpReport>[] Reports)> LogAsync(int hosts)
    {
        var world = new SharedWorld(Day, "08:50", 12);
        var reports = Enumerable.Range(0, hosts).Select(_ => new List<CatchUpReport>()).ToArray();
        await RunAsync(world, stop => Task.WhenAll(Enumerable.Range(0, hosts).Select(i => world.Host($"host-{i + 1}").Logger(Plain).RunAsync(new Observer<CatchUpReport>(reports[i]), stop))), "18:40");
        world.AssertStored(Day);
        return (world, reports);
    }

    private static async Task RunAsync(SharedWorld world, Func<CancellationToken, Task> work, string until)
    {
        using var stop = new CancellationTokenSource(KoreaTime.At(Day, TimeOnly.Parse(until, null)) - world.Clock.GetUtcNow(), world.Clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Clock.RunAsync(() => work(stop.Token)));
    }
}
