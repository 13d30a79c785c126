using Rhetenor.Data.Tests.Hantoo;

namespace Rhetenor.Data.Tests.Ticks;

/// <summary>With several app keys registrations add up, and a suspended key hands its symbols to the others.</summary>
public sealed class TickFleetTests
{
    private static TickWorld World(int symbols, IReadOnlyList<KisSuspension>? suspensions = null, string time = "10:00:00", int limit = 41) => new(
        time, symbols, faults: ticks => ticks with { MaxRegistrations = limit }, configure: options => options with
        {
            OtherKeys = [.. new[] { 2, 3 }.Select(number => new SimulatedKisKey(FleetWorld.KeyOf(number), FleetWorld.SecretOf(number)))],
            Suspensions = suspensions ?? [],
        });

    private static HantooFleet Fleet(TickWorld world, int keys = 3, HantooFleetOptions? options = null) => new(
        Enumerable.Range(1, keys).Select(number => number == 1 ? world.Client() : new HantooClient(
            new HantooCredentials(FleetWorld.KeyOf(number), FleetWorld.SecretOf(number)), world.Kis, options: new() { Retry = new() { JitterSeed = number } }, timeProvider: world.Clock, logger: world.Lines)),
        options);

    private static HantooTickFeed Feed(TickWorld world, HantooFleet fleet, IEnumerable<string>? symbols = null) =>
        new(fleet, symbols ?? world.Symbols, world.Server, TickWorld.Set(), logger: world.Lines);

    [Fact]
    public async Task A_hundred_and_twenty_symbols_are_registered_with_three_keys_and_every_tick_is_given()
    {
        var world = World(120);
        var items = await world.ReadAsync(Feed(world, Fleet(world)), TickWorld.At("10:03:00"));
        Assert.Equal(3, world.Server.Connections);
        Assert.Equal(world.Symbols.Order(), items.Where(item => item.Kind == TickFeedKind.Subscribed).Select(item => item.Symbol).Order());
        Assert.DoesNotContain(items, item => item.Kind is TickFeedKind.Refused or TickFeedKind.Disconnected);
        foreach (var symbol in world.Symbols)
        {
            var given = TickWorld.Given(items, symbol);
            if (given.Count > 0)
                Assert.Equal(world.True(symbol, given[0].Time.ToString("HH:mm:ss", null), "10:03:00").Where(tick => tick.AccVolume >= given[0].AccVolume), given);
        }

        Assert.True(world.Symbols.Count(symbol => TickWorld.Given(items, symbol).Count > 0) > 70);
    }

    [Fact]
    public void More_symbols_than_the_keys_accept_are_refused_before_anything_is_sent()
    {
        var world = World(124);
        Assert.Equal(123, Feed(world, Fleet(world), world.Symbols.Take(123)).Symbols.Count);
        var refusal = Assert.Throws<HantooException>(() => Feed(world, Fleet(world)));
        Assert.Equal(HantooError.RegistrationLimit, refusal.Error);
        Assert.Contains("123 symbols are registered, and KIS accepts no more for 3 app keys", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(world.Kis.Calls);
    }

    [Fact]
    public async Task A_key_suspended_in_mid_day_hands_its_symbols_to_the_others_and_says_which_have_no_room()
    {
        var world = World(120, [new(2, TickWorld.At("10:02:00"), TickWorld.At("10:05:00"))]);
        var items = await world.ReadAsync(Feed(world, Fleet(world, options: new() { BaseDelay = TimeSpan.FromSeconds(50) })), TickWorld.At("10:12:00"));

        // Each of the 40 symbols of the second key is said to be lost. The two others have room for one each.
        var lost = items.Where(item => item.Kind == TickFeedKind.Disconnected).Select(item => item.Symbol).Distinct().ToList();
        Assert.Equal(40, lost.Count);
        Assert.DoesNotContain(null, lost);
        var without = items.Where(item => item.Kind == TickFeedKind.Refused).ToList();
        Assert.All(without, item => Assert.Equal("no app key has room for it", item.Reason));
        Assert.Equal(38, without.Select(item => item.Symbol).Distinct().Count());
        Assert.Subset(lost.ToHashSet(), without.Select(item => item.Symbol).ToHashSet());
        Assert.Contains(world.Lines.Of(332), line => line.Contains("App key 2 ", StringComparison.Ordinal) && line.Contains("2 of its symbols", StringComparison.Ordinal) && line.Contains("38 have no room", StringComparison.Ordinal));

        // All have registrations again after the suspension, and what was missed is said before the next tick of each.
        foreach (var symbol in lost)
        {
            Assert.Equal(2, items.Count(item => item.Kind == TickFeedKind.Subscribed && item.Symbol == symbol));
            var given = TickWorld.Given(items, symbol!);
            var trueTicks = world.True(symbol!, "10:00:00", "10:12:00");
            if (given.Count == 0)
                continue;
            var missing = trueTicks.Where(tick => tick.AccVolume >= given[0].AccVolume && tick.AccVolume <= given[^1].AccVolume).Sum(tick => tick.Volume) - given.Sum(tick => tick.Volume);
            Assert.Equal(missing, items.Where(item => item.Kind == TickFeedKind.Hole && item.Symbol == symbol && item.After is not null).Sum(item => item.Shares));
        }

        Assert.True(items.Where(item => item.Kind == TickFeedKind.Subscribed && item.Known > TickWorld.At("10:05:00")).Select(item => item.Symbol).Distinct().Count() >= 38);
    }

    [Fact]
    public async Task The_bars_of_a_suspended_key_are_repaired_and_equal_the_truth()
    {
        var world = World(9, [new(2, TickWorld.At("10:02:30"), TickWorld.At("10:04:10"))], time: "08:58:00", limit: 3);
        var fleet = Fleet(world, options: new() { BaseDelay = TimeSpan.FromSeconds(40) });
        var feed = new HantooTickFeed(fleet, world.Symbols, world.Server, TickWorld.Set() with { MaxRegistrations = 3 }, logger: world.Lines);
        var (bars, items) = (new Dictionary<(string, DateTime), Kline>(), new List<TickFeedItem>());
        await world.Clock.RunAsync(async () =>
        {
            using var stop = new CancellationTokenSource(TickWorld.At("10:10:30") - world.Clock.GetUtcNow(), world.Clock);
            try
            {
                await foreach (var slice in feed.Feed(items: new Observer<TickFeedItem>(items)).ReadAsync(stop.Token))
                {
                    foreach (var bar in slice.Bars)
                        bars[(bar.Symbol, bar.Kline.Minute)] = bar.Kline;
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
            }
        });
        Assert.Contains(items, item => item.Kind == TickFeedKind.Refused && item.Code is null);
        Assert.Contains(items, item => item.Kind == TickFeedKind.Repaired);
        foreach (var symbol in world.Symbols)
        {
            foreach (var row in world.Truth.FinalBars(Venue.Krx, TickWorld.Day, symbol).Where(row => row.Minute < TickWorld.At("10:08:00").DateTime))
            {
                Assert.True(bars.TryGetValue((symbol, row.Minute), out var kline), $"{symbol} {row.Minute:HH:mm} is missing");
                Assert.Equal((row.Open, row.High, row.Low, row.Close, row.Volume), (kline.Open, kline.High, kline.Low, kline.Close, kline.Volume));
            }
        }
    }

    [Fact]
    public async Task When_all_keys_are_refused_the_reading_ends_with_the_failure_and_while_KIS_is_away_it_goes_on()
    {
        var (from, to) = (TickWorld.At("10:01:00"), TickWorld.At("18:00:00"));
        var world = World(9, [new(1, from, to), new(2, from, to), new(3, from, to)]);
        var failure = await Assert.ThrowsAsync<HantooException>(() => world.ReadAsync(Feed(world, Fleet(world)), TickWorld.At("10:30:00")));
        Assert.True(failure.IsFatal);

        var away = new TickWorld("10:00:00", 9, faults: ticks => ticks with { Maintenance = [new(TickWorld.At("10:01:00"), TickWorld.At("10:20:00"))] }, configure: options => options with { OtherKeys = world.Kis.Options.OtherKeys });
        var feed = new HantooTickFeed(Fleet(away), away.Symbols, away.Server, new HantooTickOptions { Retry = new HantooTickOptions().Retry with { JitterSeed = 3 } }, logger: away.Lines);
        var items = await away.ReadAsync(feed, TickWorld.At("10:30:00"));
        Assert.Equal(9, items.Where(item => item.Kind == TickFeedKind.Subscribed && item.Known > TickWorld.At("10:20:00")).Select(item => item.Symbol).Distinct().Count());
    }

    [Fact]
    public async Task A_second_reading_registers_all_symbols_again_whatever_the_first_found_of_the_keys()
    {
        var (from, to) = (TickWorld.At("10:01:00"), TickWorld.At("10:40:00"));
        var world = World(9, [new(1, from, to), new(2, from, to), new(3, from, to)]);
        var feed = Feed(world, Fleet(world));
        await Assert.ThrowsAsync<HantooException>(() => world.ReadAsync(feed, TickWorld.At("10:40:00")));
        world.Clock.Advance(to - world.Clock.GetUtcNow());
        var items = await world.ReadAsync(feed, TickWorld.At("10:43:00"));
        Assert.Equal(world.Symbols.Order(), items.Where(item => item.Kind == TickFeedKind.Subscribed).Select(item => item.Symbol).Order());

        // Stopped while a key is set aside and its symbols have no room.
        world = World(120, [new(2, TickWorld.At("10:02:00"), TickWorld.At("10:05:00"))]);
        feed = Feed(world, Fleet(world, options: new() { BaseDelay = TimeSpan.FromMinutes(20) }));
        items = await world.ReadAsync(feed, TickWorld.At("10:04:00"));
        Assert.Equal(38, items.Where(item => item.Kind == TickFeedKind.Refused).Select(item => item.Symbol).Distinct().Count());
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        items = await world.ReadAsync(feed, TickWorld.At("10:08:00"));
        Assert.Equal(world.Symbols.Order(), items.Where(item => item.Kind == TickFeedKind.Subscribed).Select(item => item.Symbol).Order());
    }

    [Fact]
    public async Task Symbols_come_and_go_and_one_feed_of_the_keys_is_read_at_a_time()
    {
        var world = World(9);
        var fleet = Fleet(world);
        var feed = Feed(world, fleet, world.Symbols.Take(5));
        var isChanged = false;
        var items = await world.ReadAsync(feed, TickWorld.At("10:02:00"), async item =>
        {
            if (isChanged || item.Kind != TickFeedKind.Tick)
                return;
            isChanged = true;
            await feed.SubscribeAsync(world.Symbols[7]);
            await feed.UnsubscribeAsync(world.Symbols[0]);
            var other = new HantooTickFeed(fleet.Client, [], world.Server);
            Assert.Equal(HantooError.RegistrationLimit, (await Assert.ThrowsAsync<HantooException>(() => other.ReadAsync().GetAsyncEnumerator().MoveNextAsync().AsTask())).Error);
        });
        Assert.Equal(6, items.Count(item => item.Kind == TickFeedKind.Subscribed));
        Assert.Equal(world.Symbols[0], Assert.Single(items, item => item.Kind == TickFeedKind.Unsubscribed).Symbol);
        Assert.Equal([.. world.Symbols.Skip(1).Take(4), world.Symbols[7]], feed.Symbols.OrderBy(symbol => world.Symbols.ToList().IndexOf(symbol)));
    }
}
