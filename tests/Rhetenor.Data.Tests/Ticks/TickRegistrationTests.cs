using static Rhetenor.Data.Tests.Ticks.TickWorld;

namespace Rhetenor.Data.Tests.Ticks;

/// <summary>Registrations of ticks that are refused, ended, cancelled and not answered.</summary>
public sealed class TickRegistrationTests
{
    private static readonly string[] Two = ["005930", "000660"];

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
    public async Task N84_a_refusal_of_what_was_never_registered_names_no_symbol_and_no_bars_follow()
    {
        var world = new TickWorld();
        var script = new ScriptedTicks(world.Clock)
        {
            Answers = symbol => [ScriptedTicks.Answer(symbol, "OPSP0000", "SUBSCRIBE SUCCESS"), ScriptedTicks.Answer("!!bad key", "OPSP8992", "INVALID tr_key"), ScriptedTicks.Answer("035720", "OPSP0007", "x")],
        };
        var (items, symbols) = (new List<TickFeedItem>(), new HashSet<string>(StringComparer.Ordinal));
        using var stop = new CancellationTokenSource(At("09:10:00") - world.Clock.GetUtcNow(), world.Clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Clock.RunAsync(async () =>
        {
            await foreach (var slice in world.Feed(["005930"], Still, script).Feed(items: new Observer<TickFeedItem>(items)).ReadAsync(stop.Token))
                symbols.UnionWith(slice.Bars.Select(bar => bar.Symbol));
        }));
        Assert.Equal([null, null], items.Where(item => item.Kind == TickFeedKind.Refused).Select(item => item.Symbol));
        Assert.Subset(new HashSet<string> { "005930" }, symbols);
        Assert.DoesNotContain(world.Kis.Calls, call => call.Symbol == "035720");
    }

    [Fact]
    public async Task N85_a_registration_that_KIS_ends_unasked_is_said_to_be_refused_and_sent_again()
    {
        var world = new TickWorld();
        var script = new ScriptedTicks(world.Clock);
        await using var end = world.Clock.CreateTimer(_ => script.Push(ScriptedTicks.Answer("005930", "OPSP0001", "UNSUBSCRIBE SUCCESS")), null, TimeSpan.FromSeconds(30), Timeout.InfiniteTimeSpan);
        await using var ping = world.Clock.CreateTimer(_ => script.Push("{\"header\":{\"tr_id\":\"PINGPONG\"}}"), null, TimeSpan.FromSeconds(40), Timeout.InfiniteTimeSpan);
        var items = await world.ReadAsync(world.Feed(["005930"], Still, script), At("09:10:00"));
        Assert.Equal([TickFeedKind.Subscribed, TickFeedKind.Refused, TickFeedKind.Subscribed], items.Where(item => item.Symbol == "005930").Select(item => item.Kind));
    }

    [Fact]
    public async Task N85_the_answer_to_an_end_that_was_sent_before_the_symbol_was_registered_again_is_no_end_unasked()
    {
        var (world, isFirst) = (new TickWorld(), true);
        var script = new ScriptedTicks(world.Clock);
        await using var ping = world.Clock.CreateTimer(_ => script.Push("{\"header\":{\"tr_id\":\"PINGPONG\"}}"), null, TimeSpan.FromSeconds(40), Timeout.InfiniteTimeSpan);
        var feed = world.Feed(["005930"], Still, script);
        var items = await world.ReadAsync(feed, At("09:10:00"), async item =>
        {
            if (!isFirst || item.Kind != TickFeedKind.Subscribed)
                return;
            isFirst = false;
            await feed.UnsubscribeAsync("005930");
            await feed.SubscribeAsync("005930");
        });
        Assert.Equal([TickFeedKind.Subscribed, TickFeedKind.Unsubscribed, TickFeedKind.Subscribed], items.Select(item => item.Kind));
        Assert.Equal(3, script.Sent.Count(text => text.Contains("005930", StringComparison.Ordinal)));
    }

    [Fact]
    public void N85_an_end_that_was_not_sent_or_never_answered_hides_no_end_unasked()
    {
        // The sending of the end is cancelled after the symbol was added again.
        var (registrations, now) = (new TickRegistrations(41), At("09:00:00"));
        registrations.Add("005930");
        registrations.Next(now);
        registrations.Answered("005930", TickAnswer.Subscribed);
        registrations.Remove("005930");
        registrations.Next(now.AddSeconds(1));
        registrations.Add("005930");
        registrations.NotSent("005930", isEnd: true, now.AddSeconds(1));
        registrations.Next(now.AddSeconds(2));
        Assert.Equal(TickAnswer.Subscribed, registrations.Answered("005930", TickAnswer.Subscribed));
        Assert.Equal(TickAnswer.Refused, registrations.Answered("005930", TickAnswer.Unsubscribed));

        // KIS answers the registration that came after the end, and never the end.
        registrations.Next(now.AddSeconds(3));
        registrations.Answered("005930", TickAnswer.Subscribed);
        registrations.Remove("005930");
        registrations.Next(now.AddSeconds(4));
        registrations.Add("005930");
        registrations.Next(now.AddSeconds(5));
        registrations.Answered("005930", TickAnswer.Subscribed);
        Assert.Equal(TickAnswer.Refused, registrations.Answered("005930", TickAnswer.Unsubscribed));
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
}
