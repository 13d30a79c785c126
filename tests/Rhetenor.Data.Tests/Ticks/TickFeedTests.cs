using static Rhetenor.Data.Tests.Ticks.TickFrames;
using static Rhetenor.Data.Tests.Ticks.TickWorld;

namespace Rhetenor.Data.Tests.Ticks;

/// <summary>Ticks over connections that are lost, silent, refused and repeated.</summary>
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
    public async Task N80_a_symbol_whose_registration_is_never_answered_is_said_to_be_refused_and_the_others_go_on()
    {
        var world = new TickWorld();
        var script = new ScriptedTicks(world.Clock);
        script.Answers = symbol => symbol == "000660" ? [] : [ScriptedTicks.Answer(symbol, "OPSP0000", "SUBSCRIBE SUCCESS")];
        await using var pings = world.Clock.CreateTimer(_ => Ping(), null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        var items = await world.ReadAsync(world.Feed(["000660", "005930"], Still, script), At("09:30:00"));
        Assert.Equal(3, script.Attempts.Count);
        Assert.Equal("Refused 000660: the registration of 000660 was not answered within 15 s", items[^1].ToString());

        void Ping()
        {
            if (script.Attempts.Count > 0)
                script.Push("{\"header\":{\"tr_id\":\"PINGPONG\"}}");
        }
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
    public async Task N34_a_refused_registration_is_said_and_the_others_go_on()
    {
        var world = new TickWorld(faults: options => options with { RefusedSymbols = ["000660"] });
        var items = await world.ReadAsync("09:10:00");
        Assert.Equal("Refused 000660 OPSP8992: INVALID tr_key", Assert.Single(items, item => item.Kind == TickFeedKind.Refused).ToString());
        Assert.Empty(Given(items, "000660"));
        Assert.Equal(world.True("005930", "09:00:00", "09:10:00"), Given(items, "005930"));
        Assert.Single(world.Lines.Of(324));
    }

    [Fact]
    public async Task N35_registrations_that_KIS_has_no_room_for_are_said()
    {
        var world = new TickWorld(symbols: 5, faults: options => options with { MaxRegistrations = 3 });
        var items = await world.ReadAsync("09:01:00");
        Assert.Equal(3, items.Count(item => item.Kind == TickFeedKind.Subscribed));
        Assert.All(items.Where(item => item.Kind == TickFeedKind.Refused), item => Assert.Equal(("OPSP0008", "MAX SUBSCRIBE OVER"), (item.Code, item.Reason)));
    }

    [Fact]
    public async Task N44_after_the_end_of_a_registration_no_tick_of_the_symbol_is_given_and_one_more_may_begin()
    {
        var world = new TickWorld();
        var feed = world.Feed(Two, Set() with { MaxRegistrations = 2 });
        var items = await world.ReadAsync(feed, At("09:30:00"), async item =>
        {
            if (item.Tick is { Symbol: "005930" } tick && tick.Time >= At("09:10:00").DateTime && feed.Symbols.Contains("005930"))
            {
                await feed.UnsubscribeAsync("005930");
                Assert.Equal(HantooError.RegistrationLimit, (await Assert.ThrowsAsync<HantooException>(() => feed.SubscribeAsync(world.Symbols[2]))).Error);
            }

            if (item.Kind == TickFeedKind.Unsubscribed)
                await feed.SubscribeAsync(world.Symbols[2]);
        });
        var end = items.FindIndex(item => item.Kind == TickFeedKind.Unsubscribed);
        Assert.Equal(["000660", world.Symbols[2]], feed.Symbols.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(items.Skip(end), item => item.Tick?.Symbol == "005930");
        Assert.Contains(items.Skip(end), item => item.Kind == TickFeedKind.Subscribed && item.Symbol == world.Symbols[2]);
        Assert.Equal(world.True("000660", "09:00:00", "09:30:00"), Given(items, "000660"));
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

    [Fact]
    public async Task N71_a_registration_whose_sending_was_cancelled_is_sent_later_and_does_not_end_the_connection()
    {
        var world = new TickWorld();
        var script = new ScriptedTicks(world.Clock);
        var feed = world.Feed(["005930"], Still, script);
        var items = await world.ReadAsync(feed, At("09:10:00"), async item =>
        {
            if (item.Symbol != "005930")
                return;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => feed.SubscribeAsync("000660", new CancellationToken(canceled: true)));
            _ = world.Clock.CreateTimer(_ => script.Push("{\"header\":{\"tr_id\":\"PINGPONG\"}}"), null, TimeSpan.FromSeconds(16), Timeout.InfiniteTimeSpan);
        });
        Assert.Equal(["Subscribed 005930 OPSP0000", "Subscribed 000660 OPSP0000"], items.Select(item => item.ToString()));
    }

    [Fact]
    public async Task The_server_of_ticks_ends_after_both_directions_of_its_connections()
    {
        var clock = new SlowEnd();
        var kis = new SimulatedKis(new SimulatedKisOptions { Truth = new KisTruth(new KisTruthOptions { Seed = 7, Listing = KisSymbols.Mix(1) }) }, clock);
        var ticks = LoopbackTickServer.Start(new SimulatedTicks(kis));
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        await socket.ConnectAsync(ticks.Address, default);
        await clock.Waiting.Task;
        var end = ticks.DisposeAsync().AsTask();
        await clock.Ending.Task;
        for (var i = 0; i < 10_000 && !end.IsCompleted; i++)
            await Task.Yield();
        Assert.False(end.IsCompleted);
        clock.Ended.SetResult();
        await end;
    }

    [Fact]
    public async Task N47_the_library_s_own_transport_reads_from_a_real_socket()
    {
        var clock = new FastClock(At("09:00:00"), 20);
        var truth = new KisTruth(new KisTruthOptions { Seed = 7, Listing = KisSymbols.Mix(3) });
        var kis = new SimulatedKis(new SimulatedKisOptions { Truth = truth }, clock);
        var server = new SimulatedTicks(kis, new SimulatedTicksOptions { FragmentBytes = 100 });
        await using var http = LoopbackServer.Start(kis);
        await using var ticks = LoopbackTickServer.Start(server);
        var client = new HantooClient(
            new HantooCredentials(kis.Options.AppKey, kis.Options.AppSecret), options: new HantooOptions { BaseAddress = http.BaseAddress, AllowLoopbackHttp = true }, timeProvider: clock);

        // A busy machine may take a second for an answer, which is 20 s of this clock.
        var options = new HantooTickOptions { Address = ticks.Address, AllowLoopbackWs = true, Timeout = TimeSpan.FromMinutes(2) };
        var feed = new HantooTickFeed(client, Two, options: options);
        var items = new List<TickFeedItem>();
        await foreach (var item in feed.ReadAsync())
        {
            items.Add(item);
            if (items.Count == 10)
                server.Disconnect();
            if (items.Count(one => one.Kind == TickFeedKind.Subscribed) == 4 && items.Count > 30)
                break;
        }

        Assert.Equal(2, server.Connections);
        Assert.Contains(items, item => item.Kind == TickFeedKind.Disconnected);
        foreach (var symbol in Two)
        {
            var given = items.Where(item => item.Tick?.Symbol == symbol).Select(item => item.Tick!.AccVolume).ToList();
            Assert.Subset(truth.Ticks(Venue.Krx, Day, symbol).Select(tick => tick.AccVolume).ToHashSet(), given.ToHashSet());
        }
    }

    /// <summary>A clock that begins at an instant and is faster than the machine's.</summary>
    private sealed class FastClock(DateTimeOffset start, int speed) : TimeProvider
    {
        private readonly long _began = System.GetTimestamp();

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => (start + (System.GetElapsedTime(_began) * speed)).ToUniversalTime();

        public override long GetTimestamp() => GetUtcNow().UtcTicks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / speed : dueTime, period > TimeSpan.Zero ? period / speed : period);
    }

    /// <summary>The machine's clock, whose timers end when a test says so.</summary>
    private sealed class SlowEnd : TimeProvider
    {
        public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Ending { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waiting.TrySetResult();
            return new Timer(System.CreateTimer(callback, state, dueTime, period), this);
        }

        private sealed class Timer(ITimer timer, SlowEnd clock) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

            public void Dispose() => timer.Dispose();

            public async ValueTask DisposeAsync()
            {
                await timer.DisposeAsync();
                clock.Ending.TrySetResult();
                await clock.Ended.Task;
            }
        }
    }
}
