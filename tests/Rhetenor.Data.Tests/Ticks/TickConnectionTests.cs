using static Rhetenor.Data.Tests.Ticks.TickFrames;
using static Rhetenor.Data.Tests.Ticks.TickWorld;

namespace Rhetenor.Data.Tests.Ticks;

/// <summary>Connections of ticks that are lost, silent, refused and repeated.</summary>
public sealed class TickConnectionTests
{
    private static readonly string[] Two = ["005930", "000660"];

    [Fact]
    public async Task N25_N26_after_a_lost_connection_all_symbols_are_registered_again_and_what_was_missed_is_said()
    {
        var world = new TickWorld(faults: options => options with { Disconnections = [At("09:20:30.5")] });
        var items = await world.ReadAsync("09:40:00");
        Assert.Equal("Disconnected: the connection was lost", Assert.Single(items, item => item.Kind == TickFeedKind.Disconnected).ToString());
        Assert.Equal([.. world.Symbols.Order(StringComparer.Ordinal), .. world.Symbols.Order(StringComparer.Ordinal)], items.Where(item => item.Kind == TickFeedKind.Subscribed).Select(item => item.Symbol));
        Assert.Equal(2, world.Server.Connections);
        foreach (var symbol in Two)
        {
            var given = Given(items, symbol);
            var missed = world.True(symbol, "09:00:00", "09:40:00").Except(given).ToList();
            Assert.Equal(missed.Sum(tick => tick.Volume), items.Where(item => item.Symbol == symbol && item.Kind == TickFeedKind.Hole).Sum(item => item.Shares));
        }
    }

    [Fact]
    public async Task N26_a_lost_connection_without_a_trade_meanwhile_is_no_hole()
    {
        var world = new TickWorld();
        var script = new ScriptedTicks(world.Clock);
        var items = await world.ReadAsync(world.Feed(Two, Still, script), At("09:30:00"), async item =>
        {
            if (item.Kind == TickFeedKind.Subscribed && item.Symbol == "005930")
                script.Push(Frame(Record(volume: 10, acc: script.Attempts.Count * 10)));
            if (item.Kind == TickFeedKind.Tick && script.Attempts.Count < 4)
                script.Lose();
            await Task.CompletedTask;
        });
        Assert.Equal(3, items.Count(item => item.Kind == TickFeedKind.Disconnected && item.After is not null));
        Assert.Equal([10L, 20, 30, 40], Given(items, "005930").Select(tick => tick.AccVolume));
        Assert.DoesNotContain(items, item => item.Kind == TickFeedKind.Hole);
    }

    [Fact]
    public async Task N27_a_silent_connection_counts_as_lost_and_is_opened_again()
    {
        var world = new TickWorld(faults: options => options with { Silences = [new(At("09:10:00"), At("09:30:00"))] });
        var items = await world.ReadAsync("09:40:00");
        Assert.Contains(items, item => item.ToString() == "Disconnected: nothing arrived for 120 s" && item.Known > At("09:11:40") && item.Known <= At("09:12:00") && item.After < At("09:10:00").DateTime);
        Assert.InRange(world.Server.Connections, 3, 12);
        Assert.True(Given(items, "005930")[^1].Time > At("09:38:00").DateTime);
    }

    [Fact]
    public async Task N14_a_message_that_is_too_large_ends_the_connection_and_the_next_one_goes_on()
    {
        var world = new TickWorld();
        var script = new ScriptedTicks(world.Clock);
        var items = await world.ReadAsync(world.Feed(["005930"], Set() with { MaxMessageBytes = 2_000 }, script), At("09:10:00"), item =>
        {
            if (item.Kind == TickFeedKind.Subscribed)
                script.Push(script.Attempts.Count == 1 ? new string('x', 2_001) : Frame(Record()));
            return Task.CompletedTask;
        });
        Assert.Contains(items, item => item.Reason == "a message is longer than 2000 bytes");
        Assert.Single(Given(items, "005930"));
    }

    [Fact]
    public async Task N31_during_maintenance_attempts_become_rare_and_are_the_same_for_a_seed()
    {
        async Task<IReadOnlyList<DateTimeOffset>> AttemptsAsync(int seed)
        {
            var world = new TickWorld();
            var script = new ScriptedTicks(world.Clock) { Accepts = _ => world.Clock.GetUtcNow() >= At("10:58:00") };
            var options = Still;
            options.Retry.JitterSeed = seed;
            var items = await world.ReadAsync(world.Feed(["005930"], options, script), At("11:10:00"));
            Assert.Equal(script.Attempts.Count - 1, items.Count(item => item.Kind == TickFeedKind.Disconnected));
            Assert.Equal("Disconnected: no connection to ops.koreainvestment.com", items[0].ToString());
            Assert.Single(items, item => item.Kind == TickFeedKind.Subscribed);
            return script.Attempts;
        }

        var (one, again, other) = (await AttemptsAsync(1), await AttemptsAsync(1), await AttemptsAsync(2));
        Assert.Equal(one, again);
        Assert.NotEqual(one, other);

        // Two hours: about one in half a minute, and never more than a handful in the first minute.
        Assert.InRange(one.Count, 120, 480);
        Assert.InRange(one.Count(attempt => attempt < At("08:59:00")), 2, 12);
    }

    [Fact]
    public async Task N32_connections_that_are_lost_at_once_do_not_come_in_a_storm()
    {
        var world = new TickWorld();
        var script = new ScriptedTicks(world.Clock);
        await world.ReadAsync(world.Feed(["005930"], Still, script), At("10:58:00"), item =>
        {
            if (item.Kind == TickFeedKind.Subscribed)
                script.Lose(isClosed: script.Attempts.Count % 2 == 0);
            return Task.CompletedTask;
        });
        Assert.InRange(script.Attempts.Count, 120, 480);

        // A connection that lasted is followed by a short wait.
        var steady = new TickWorld(faults: options => options with { Disconnections = [.. Enumerable.Range(1, 20).Select(i => At("09:00:00").AddMinutes(5 * i))] });
        var items = await steady.ReadAsync("11:00:00");
        Assert.Equal(21, steady.Server.Connections);
        var lost = items.Where(item => item.Kind == TickFeedKind.Disconnected).ToList();
        var back = lost.Select(loss => items.First(item => item.Kind == TickFeedKind.Subscribed && item.Known > loss.Known).Known - loss.Known).ToList();
        Assert.All(back, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(3)));
        Assert.True(back.Distinct().Count() > 10);
    }

    [Fact]
    public async Task N79_a_weekend_of_maintenance_ends_no_feed_and_attempts_stay_rare()
    {
        var (world, monday) = (new TickWorld(), At("09:00:00").AddDays(3));
        var script = new ScriptedTicks(world.Clock) { Accepts = _ => world.Clock.GetUtcNow() >= monday.AddHours(-1) || world.Clock.GetUtcNow() < At("09:00:00") };
        await using var lost = world.Clock.CreateTimer(_ => script.Lose(), null, At("15:40:00") - world.Clock.GetUtcNow(), Timeout.InfiniteTimeSpan);
        var options = new HantooTickOptions { Silence = TimeSpan.FromDays(1) };
        options.Retry.JitterSeed = 3;
        var items = await world.ReadAsync(world.Feed(["005930"], options, script), monday);
        Assert.Equal(2, items.Count(item => item.Kind == TickFeedKind.Subscribed));

        // Sixty-four hours: about two attempts a minute at most, and more than the limit of other retries.
        Assert.InRange(script.Attempts.Count, 2_000, 64 * 60 * 3);
        Assert.All(script.Attempts.Zip(script.Attempts.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, TimeSpan.Zero, script.Attempts.IndexOf(pair.First) == 0 ? TimeSpan.FromDays(1) : TimeSpan.FromSeconds(61)));
    }

    [Fact]
    public async Task N33_when_no_attempt_succeeds_the_reading_ends_with_a_typed_error()
    {
        var world = new TickWorld();
        var script = new ScriptedTicks(world.Clock) { Accepts = _ => false };
        var options = Set();
        options.Retry.MaxAttempts = 6;
        var exception = await Assert.ThrowsAsync<HantooException>(() => world.ReadAsync(world.Feed(["005930"], options, script), At("10:00:00")));
        Assert.Equal((HantooError.Unavailable, "The connection for ticks failed 6 times in a row: no connection to ops.koreainvestment.com."), (exception.Error, exception.Message));
        Assert.Equal(6, script.Attempts.Count);
    }

    [Fact]
    public async Task N45_a_cancelled_reading_closes_its_connection_and_another_one_may_begin()
    {
        var world = new TickWorld();
        var feed = world.Feed();
        var first = await world.ReadAsync(feed, At("09:10:00"));
        var second = await world.ReadAsync(feed, At("09:20:00"));
        Assert.Equal(2, world.Server.Connections);
        Assert.Contains(first, item => item.Kind == TickFeedKind.Tick);
        Assert.Equal(2, second.Count(item => item.Kind == TickFeedKind.Hole && item.After is null && Two.Contains(item.Symbol)));

        // A reader that leaves the loop is not a cancelled one.
        await world.Clock.RunAsync(async () =>
        {
            await foreach (var item in feed.ReadAsync())
            {
                if (item.Kind == TickFeedKind.Tick)
                    break;
            }
        });
        Assert.Equal(3, (await world.ReadAsync(feed, At("09:25:00"))).Count(item => item.Kind == TickFeedKind.Subscribed));
    }

    [Fact]
    public async Task N46_a_registration_without_an_answer_ends_the_connection()
    {
        var world = new TickWorld();
        var script = new ScriptedTicks(world.Clock);
        script.Answers = symbol => script.Attempts.Count == 1 ? [] : [ScriptedTicks.Answer(symbol, "OPSP0000", "SUBSCRIBE SUCCESS")];
        await using var late = world.Clock.CreateTimer(_ => script.Push("{\"header\":{\"tr_id\":\"PINGPONG\"}}"), null, TimeSpan.FromSeconds(16), Timeout.InfiniteTimeSpan);
        var items = await world.ReadAsync(world.Feed(["005930"], Still, script), At("09:10:00"));
        Assert.Equal(["Disconnected: the registration of 005930 was not answered within 15 s", "Subscribed 005930 OPSP0000"], items.Select(item => item.ToString()).Take(2));
    }

    [Fact]
    public async Task N70_a_connection_that_falls_silent_after_minutes_of_messages_is_followed_by_a_short_wait()
    {
        var world = new TickWorld();
        var script = new ScriptedTicks(world.Clock);
        var items = await world.ReadAsync(world.Feed(["005930"], Set(), script), At("10:58:00"), item =>
        {
            if (item.Kind == TickFeedKind.Subscribed)
                _ = world.Clock.CreateTimer(_ => script.Push("{\"header\":{\"tr_id\":\"PINGPONG\"}}"), null, TimeSpan.FromSeconds(90), Timeout.InfiniteTimeSpan);
            return Task.CompletedTask;
        });
        Assert.All(items.Where(item => item.Kind == TickFeedKind.Disconnected), item => Assert.Equal("nothing arrived for 120 s", item.Reason));
        Assert.InRange(script.Attempts.Count, 30, 40);
        Assert.All(script.Attempts.Zip(script.Attempts.Skip(1)), pair => Assert.InRange(pair.Second - pair.First, TimeSpan.FromSeconds(210), TimeSpan.FromSeconds(213)));
    }
}
