using static Rhetenor.Data.Tests.Ticks.TickWorld;

namespace Rhetenor.Data.Tests.Ticks;

/// <summary>Ticks, and what is said of those that are missing.</summary>
public sealed class TickFeedTests
{
    private static readonly string[] Two = ["005930", "000660"];

    [Fact]
    public async Task N24_from_before_the_opening_every_tick_is_given_once_and_in_order_without_a_hole()
    {
        var world = new TickWorld();
        var items = await world.ReadAsync("09:40:00");
        Assert.Equal(world.Symbols.Order(StringComparer.Ordinal), items.Where(item => item.Kind == TickFeedKind.Subscribed).Select(item => item.Symbol));
        Assert.All(items.Skip(3), item => Assert.Equal(TickFeedKind.Tick, item.Kind));
        foreach (var symbol in world.Symbols)
            Assert.Equal(world.True(symbol, "09:00:00", "09:40:00"), Given(items, symbol));
        Assert.Equal(1, world.Server.Connections);
        Assert.Equal(1, world.Kis.Calls.Count(call => call.Path == "/oauth2/Approval"));
    }

    [Theory]
    [InlineData(Venue.Krx, "005930")]
    [InlineData(Venue.Nextrade, "005930")]
    [InlineData(Venue.Unified, "000660")]
    public async Task The_ticks_of_a_minute_add_up_to_its_bar_at_every_venue(Venue venue, string symbol)
    {
        var world = new TickWorld("07:58:00");
        var items = await world.ReadAsync(world.Feed([symbol], Set(venue)), At("15:29:00"));
        var bars = items.Where(item => item.Tick is not null).Select(item => item.Tick!).GroupBy(tick => tick.Minute).ToList();
        var expected = world.Truth.CompletedBars(venue, Day, symbol, At("15:29:00"));
        Assert.InRange(expected.Count, 300, 500);
        Assert.Equal(
            expected.Select(row => (row.Minute, row.Open, row.High, row.Low, row.Close, row.Volume, row.AccValue)),
            bars.Select(bar => (bar.Key, bar.First().Price, bar.Max(tick => tick.Price), bar.Min(tick => tick.Price), bar.Last().Price, bar.Sum(tick => tick.Volume), bar.Last().AccValue)));
    }

    [Fact]
    public async Task N2_N5_N13_appended_and_blank_fields_and_messages_in_fragments_change_nothing()
    {
        var world = new TickWorld(faults: options => options with { AppendedFields = 3, FragmentBytes = 7 });
        var items = await world.ReadAsync("09:10:00");
        Assert.DoesNotContain(items, item => item.Kind is TickFeedKind.Hole or TickFeedKind.Unreadable);
        Assert.Equal(world.True("005930", "09:00:00", "09:10:00"), Given(items, "005930"));
        Assert.Contains(items, item => item.Tick is { Bid: null, Change: < 0 });
    }

    [Fact]
    public async Task N18_N20_N21_N22_N3_a_bad_line_is_told_completely()
    {
        var world = new TickWorld(faults: options => options with { LossRate = 0.03, RepeatRate = 0.1, ReverseRate = 0.3, LateRate = 0.05, HalfRate = 0.02 });
        var items = await world.ReadAsync("11:00:00");
        foreach (var symbol in world.Symbols)
        {
            var given = Given(items, symbol);
            var lost = world.Server.Lost.Where(tick => tick.Symbol == symbol).Select(tick => tick.AccVolume).ToHashSet();
            Assert.Equal(given.Distinct(), given);
            Assert.DoesNotContain(given, tick => lost.Contains(tick.AccVolume));

            // Everything up to the last tick is given or in a hole.
            var expected = world.True(symbol, "09:00:00", "11:00:00").Where(tick => tick.AccVolume <= given.Max(one => one.AccVolume)).ToList();
            Assert.Equal(expected.Where(tick => !lost.Contains(tick.AccVolume)), given.OrderBy(tick => tick.AccVolume));
            var missing = items.Where(item => item.Symbol == symbol && item.Kind == TickFeedKind.Hole).Sum(item => item.Shares)
                - items.Where(item => item.Symbol == symbol && item.Kind == TickFeedKind.Late).Sum(item => item.Tick!.Volume);
            Assert.Equal(expected.Where(tick => lost.Contains(tick.AccVolume)).Sum(tick => tick.Volume), missing);
        }

        Assert.Contains(items, item => item.Kind == TickFeedKind.Unreadable);
        Assert.Contains(items, item => item.Kind == TickFeedKind.Filled);
        Assert.InRange(world.Server.Lost.Count, 20, 400);
    }

    [Fact]
    public async Task N23_a_start_in_mid_day_is_said_for_each_symbol()
    {
        var world = new TickWorld("11:30:00");
        var items = await world.ReadAsync("11:40:00");
        Assert.Equal(2, items.Count(item => item.Kind == TickFeedKind.Hole && item.After is null && item.Until > At("11:30:00").DateTime && Two.Contains(item.Symbol)));
    }

    [Fact]
    public async Task N15_a_ping_is_answered_with_the_same_text_also_when_the_reader_is_slow()
    {
        var world = new TickWorld("12:00:00");
        var items = await world.ReadAsync(world.Feed(["005930"]), At("12:10:00"), _ => Task.Delay(TimeSpan.FromMinutes(1), world.Clock));
        Assert.InRange(world.Server.Pongs, 55, 60);
        Assert.DoesNotContain(items, item => item.Kind == TickFeedKind.Disconnected);
    }

    [Fact]
    public async Task N16_a_control_message_that_is_not_valid_is_said_and_changes_nothing()
    {
        var world = new TickWorld();
        var script = new ScriptedTicks(world.Clock) { Answers = symbol => ["{\"header\":", "{}", ScriptedTicks.Answer(symbol, "OPSP0000", "SUBSCRIBE SUCCESS"), ScriptedTicks.Answer("999999", "OPSP0000", "of nobody")] };
        var items = await world.ReadAsync(world.Feed(["005930"], Still, script), At("08:59:00"));
        Assert.Equal(["Unreadable: a control message of 10 bytes is not valid", "Unreadable: a control message of 2 bytes is not valid", "Subscribed 005930 OPSP0000"], items.Select(item => item.ToString()));
    }

    [Fact]
    public async Task N30_what_a_slow_reader_does_not_take_is_dropped_and_said_and_appears_as_holes()
    {
        var world = new TickWorld(faults: options => options with { Disconnections = [At("09:30:00")] });
        var isSlow = true;
        var items = await world.ReadAsync(world.Feed(["005930"], Set() with { Capacity = 20 }), At("10:30:00"), async item =>
        {
            if (isSlow && item.Kind == TickFeedKind.Tick)
            {
                isSlow = false;
                await Task.Delay(TimeSpan.FromMinutes(45), world.Clock);
            }
        });
        var dropped = Assert.Single(items, item => item.Kind == TickFeedKind.Dropped);
        Assert.Matches(@"^Dropped \d\d+ messages since 2026-11-20 09:\d\d:\d\d$", dropped.ToString());
        Assert.Equal((0, true), (dropped.Shares, dropped.Count > 10));
        Assert.Single(items, item => item.Kind == TickFeedKind.Disconnected);
        Assert.Equal(
            world.True("005930", "09:00:00", "10:30:00").Except(Given(items, "005930")).Sum(tick => tick.Volume),
            items.Where(item => item.Kind == TickFeedKind.Hole).Sum(item => item.Shares));
    }

    [Fact]
    public async Task N30_frames_that_wait_for_a_slow_reader_are_limited_in_bytes_and_statements_in_number()
    {
        var world = new TickWorld();
        var (queue, items) = (new TickQueue(100, world.Clock), new List<TickArrival>());
        for (var i = 0; i < 6; i++)
            queue.Add(new(At("09:00:00").AddSeconds(i), new byte[16 << 20]));
        Assert.Equal((2L, At("09:00:00").DateTime, 1), (queue.Take().Statement!.Count, At("09:00:00").DateTime, Take()));
        Assert.Equal(3, Enumerable.Range(0, 3).Sum(_ => Take()));

        // A frame that is larger than all others together may be is kept alone.
        queue.Add(new(At("09:00:07"), new byte[1]));
        queue.Add(new(At("09:00:08"), new byte[(int)TickQueue.MostBytes + 1]));
        Assert.Equal((1L, At("09:00:07").DateTime), (queue.Take().Statement is { } said ? (said.Count, said.After!.Value) : default));
        Assert.Equal((int)TickQueue.MostBytes + 1, queue.Take().Frame.Length);

        for (var i = 0; i < 30_000; i++)
            queue.Add(new(At("09:00:09"), default, new() { Kind = TickFeedKind.Unreadable, Known = At("09:00:09") }));
        for (var kind = TickFeedKind.Unreadable; kind == TickFeedKind.Unreadable;)
        {
            items.Add(queue.Take());
            kind = items[^1].Statement!.Kind;
        }

        Assert.Equal((10_001, 30_000 - 10_000 - 100), (items.Count, items[^1].Statement!.Count));
        await Task.CompletedTask;

        int Take() => queue.Take().Frame.Length >> 24;
    }
}
