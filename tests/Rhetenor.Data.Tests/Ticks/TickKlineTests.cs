using System.Diagnostics;
using Xunit.Abstractions;
using static Rhetenor.Data.Tests.Ticks.TickWorld;

namespace Rhetenor.Data.Tests.Ticks;

/// <summary>Bars made of ticks, and those of KIS where ticks are missing.</summary>
public sealed class TickKlineTests(ITestOutputHelper output)
{
    private static readonly KlineResampling Five = KlineResampling.Minutes(5);
    private readonly List<TickFeedItem> _items = [];

    [Fact]
    public async Task N48_a_day_of_41_symbols_with_lost_frames_and_20_lost_connections_has_every_hole_and_every_bar()
    {
        var random = new Random(11);
        DateTimeOffset[] losses = [.. Enumerable.Range(0, 20).Select(_ => At("09:00:00").AddSeconds(random.Next(11 * 60 * 60))).Order()];
        var world = new TickWorld("08:50:00", symbols: 41, options => options with { LossRate = 0.01, Disconnections = losses });
        var watch = Stopwatch.StartNew();
        var slices = await ReadAsync(world, At("20:45:00"));
        Assert.InRange(_items.Count(item => item.Kind == TickFeedKind.Disconnected), 18, 20);
        Assert.Equal(41, world.Symbols.Count);
        AssertRight(world, slices);

        // Each lost tick with a later one is in a hole of its symbol. The last ones of a day appear only in the comparison with KIS.
        var holes = _items.Where(item => item.Kind == TickFeedKind.Hole).ToLookup(item => item.Symbol);
        var (lost, undetected) = (0, 0);
        foreach (var symbol in world.Symbols)
        {
            var given = Given(_items, symbol);
            var newest = given.Count == 0 ? default : given.Max(tick => tick.Time);
            foreach (var tick in world.True(symbol, "09:00:00", "20:45:00").Except(given))
            {
                lost++;
                if (tick.Time > newest)
                    undetected++;
                else
                    Assert.Contains(holes[symbol], hole => (hole.After ?? DateTime.MinValue) <= tick.Time && hole.Until >= tick.Time);
            }
        }

        var repairs = _items.Where(item => item.Kind == TickFeedKind.Repaired).ToList();
        Assert.All(holes.SelectMany(hole => hole), hole => Assert.Contains(repairs, repair => repair.Symbol == hole.Symbol && repair.Known >= hole.Known && repair.Until >= hole.Until!.Value.AddSeconds(-59)));
        output.WriteLine($"{_items.Count(item => item.Kind == TickFeedKind.Tick):N0} ticks in {world.Server.Frames:N0} frames; {lost} ticks did not arrive, {undetected} of them after the last of their symbol; "
            + $"{holes.Sum(hole => hole.Count())} holes, {repairs.Count} repairs, {_items.Count(item => item.Kind == TickFeedKind.Difference)} differences, {world.Kis.Calls.Count} calls; {watch.Elapsed.TotalSeconds:0.0} s");
        Assert.InRange(lost, 300, 10_000);
    }

    [Fact]
    public async Task N49_a_minute_is_given_at_once_marked_and_with_larger_bars_and_KIS_is_not_asked()
    {
        var world = new TickWorld(symbols: 2);
        var slices = await ReadAsync(world, At("09:31:30"), [Five]);
        Assert.All(slices, slice => Assert.True(slice.IsFromTicks && slice.Kind == KlineFeedKind.New));
        Assert.All(slices.Where(slice => slice.Frame is null), slice => Assert.Equal(TimeSpan.FromSeconds(2), slice.Known.DateTime - slice.End));
        foreach (var symbol in world.Symbols)
            Assert.Equal(Bars(world.Truth.CompletedBars(Venue.Krx, Day, symbol, At("09:31:00"))), slices.Where(slice => slice.Frame is null).SelectMany(slice => slice.Bars).Where(bar => bar.Symbol == symbol).Select(bar => bar.Kline));
        Assert.Equal(6, slices.Count(slice => slice.Frame == Five));
        Assert.DoesNotContain(world.Kis.Calls, call => call.TrId.StartsWith('F'));
    }

    [Fact]
    public async Task N50_minutes_before_a_start_in_mid_day_are_those_of_KIS_and_it_is_said()
    {
        var world = new TickWorld("11:30:20", symbols: 2);
        var slices = await ReadAsync(world, At("11:40:30"));
        Assert.Equal(
            ["Repaired 000660 from 2026-11-20 09:00 to 2026-11-20 11:30", "Repaired 005930 from 2026-11-20 09:00 to 2026-11-20 11:30"],
            _items.Where(item => item.Kind == TickFeedKind.Repaired).Select(item => item.ToString()).Order(StringComparer.Ordinal));
        Assert.All(slices, slice => Assert.Equal(slice.Bars.Minute > At("11:30:00").DateTime, slice.IsFromTicks));
        AssertRight(world, slices, At("11:40:00"));
    }

    [Fact]
    public async Task N51_bars_of_ticks_that_differ_from_KIS_are_named_and_those_of_KIS_count()
    {
        // A bar that is revised long after its minute, and the closing auction, which grows: no tick shows either.
        var world = new TickWorld("08:58:00", symbols: 2, revisions: [new(Venue.Krx, Day, "005930", new TimeOnly(10, 0), At("20:05:00"), 77)]);
        var slices = await ReadAsync(world, At("20:45:00"));
        AssertRight(world, slices);
        var differences = _items.Where(item => item.Kind == TickFeedKind.Difference).Select(item => item.ToString()).ToList();
        Assert.Contains(differences, text => text.StartsWith("Difference 005930: 10:00: ticks have open ", StringComparison.Ordinal) && text.Contains(", KIS has open ", StringComparison.Ordinal));
        Assert.All(differences, text => Assert.Matches("^Difference 00(5930|0660): (10:00|15:30):", text));
        Assert.Contains(slices, slice => slice.Kind == KlineFeedKind.Revised && slice.Bars.Minute == At("10:00:00").DateTime && !slice.IsFromTicks);
    }

    [Fact]
    public async Task N52_during_a_lost_connection_and_of_a_refused_symbol_the_minutes_are_those_of_KIS()
    {
        var world = new TickWorld(symbols: 2, faults: options => options with { RefusedSymbols = ["000660"], Maintenance = [new(At("09:20:30"), At("09:40:00"))] });
        var slices = await ReadAsync(world, At("09:50:30"));
        AssertRight(world, slices, At("09:50:00"), missing: 1);
        Assert.DoesNotContain(slices.Where(slice => slice.IsFromTicks).SelectMany(slice => slice.Bars), bar => bar.Symbol == "000660");
        var own = slices.Where(slice => slice.IsFromTicks).SelectMany(slice => slice.Bars).Select(bar => bar.Kline.Minute).ToList();
        Assert.DoesNotContain(own, minute => minute >= At("09:20:00").DateTime && minute <= At("09:40:00").DateTime);
        Assert.Contains(At("09:19:00").DateTime, own);
        Assert.Contains(own, minute => minute > At("09:41:00").DateTime);

        // Without a connection too, each minute comes with the next request.
        Assert.Contains(slices, slice => !slice.IsFromTicks && slice.Bars.Minute == At("09:30:00").DateTime && slice.Known < At("09:31:20"));
    }

    [Fact]
    public async Task N53_while_KIS_does_not_answer_minutes_in_doubt_wait_and_the_others_go_on()
    {
        var world = new TickWorld(symbols: 2, faults: options => options with { Disconnections = [At("09:10:30")] });
        world.Kis.Faults.Always(HttpFault.Status(502), request => request.Uri.AbsolutePath.Contains("inquire", StringComparison.Ordinal) && world.Clock.GetUtcNow() < At("09:20:00"));
        var slices = await ReadAsync(world, At("09:30:30"));
        AssertRight(world, slices, At("09:30:00"));
        Assert.Contains(slices, slice => slice.IsFromTicks && slice.Bars.Minute == At("09:15:00").DateTime && slice.Known < At("09:16:03"));
        Assert.Contains(slices, slice => !slice.IsFromTicks && slice.Bars.Minute == At("09:10:00").DateTime && slice.Known > At("09:20:00"));
        Assert.NotEmpty(world.Lines.Of(411));
    }

    [Fact]
    public async Task N54_a_slow_reader_of_bars_does_not_hold_up_the_ticks_and_what_was_dropped_is_said()
    {
        var world = new TickWorld(symbols: 1);
        var isSlow = true;
        var slices = await ReadAsync(world, At("10:30:30"), capacity: 5, onSlice: async _ =>
        {
            if (isSlow)
            {
                isSlow = false;
                await Task.Delay(TimeSpan.FromMinutes(30), world.Clock);
            }
        });
        Assert.Single(slices, slice => slice.Kind == KlineFeedKind.Dropped);
        Assert.Equal(world.True("005930", "09:00:00", "10:30:00").Count, _items.Count(item => item.Kind == TickFeedKind.Tick && item.Tick!.Time < At("10:30:00").DateTime.AddSeconds(-1)), 4.0);
        Assert.DoesNotContain(_items, item => item.Kind is TickFeedKind.Hole or TickFeedKind.Disconnected);
    }

    [Fact]
    public void N55_bars_of_ticks_have_no_way_into_a_store() => Assert.All(
        Repository.Sources("src/Rhetenor.Data").Where(path => path.Contains("Logging/Ticks/", StringComparison.Ordinal) || path.Contains("Hantoo/Ticks/", StringComparison.Ordinal) || path.EndsWith("/TickFeeds.cs", StringComparison.Ordinal)),
        path => Assert.DoesNotMatch(@"IObjectStore|KlineCommit|WriterStore|KlineLoggerParts", Repository.Read(path)));

    [Fact]
    public async Task N61_while_the_calendar_is_awaited_ticks_arrive_and_the_minutes_until_then_are_those_of_KIS()
    {
        var world = new TickWorld("11:30:20", symbols: 2);
        var slices = await ReadAsync(world, At("11:40:30"), calendar: new Calendar(_ => Task.Delay(TimeSpan.FromSeconds(61), world.Clock)));
        Assert.Equal(
            ["Repaired 000660 from 2026-11-20 09:00 to 2026-11-20 11:31", "Repaired 005930 from 2026-11-20 09:00 to 2026-11-20 11:31"],
            _items.Where(item => item.Kind == TickFeedKind.Repaired).Select(item => item.ToString()).Order(StringComparer.Ordinal));
        AssertRight(world, slices, At("11:40:00"));
    }

    [Fact]
    public async Task N66_in_the_evening_KIS_is_asked_again_after_growing_waits_and_what_stays_open_is_said_at_midnight()
    {
        var world = new TickWorld("19:50:00", symbols: 2);
        world.Kis.Faults.Always(HttpFault.Status(502), request => request.Uri.AbsolutePath.Contains("inquire", StringComparison.Ordinal) && world.Clock.GetUtcNow() > At("20:10:00"));
        await ReadAsync(world, At("20:10:00").AddHours(5));
        var asked = world.Lines.Of(411).Where(line => line.Contains("005930", StringComparison.Ordinal)).ToList();
        Assert.Equal(7, asked.Count);
        Assert.Equal(
            ["Unrepaired 000660 from 2026-11-20 09:00 to 2026-11-20 19:59", "Unrepaired 005930 from 2026-11-20 09:00 to 2026-11-20 19:59"],
            _items.Where(item => item.Kind.ToString() == "Unrepaired").Select(item => item.ToString().Split(": ")[0]).Order(StringComparer.Ordinal));
        Assert.All(_items.Where(item => item.Kind.ToString() == "Unrepaired"), item => Assert.InRange(item.Known, At("20:10:00").AddMinutes(230), At("20:10:00").AddMinutes(232)));
    }

    [Fact]
    public async Task N69_a_larger_bar_with_a_minute_of_ticks_is_marked_also_when_a_minute_of_KIS_completes_it()
    {
        var world = new TickWorld(symbols: 1, faults: options => options with { Disconnections = [At("09:14:30")] });
        var slices = await ReadAsync(world, At("09:31:30"), [Five]);
        Assert.Contains(slices, slice => slice is { Frame: null, IsFromTicks: false } && slice.Bars.Minute == At("09:14:00").DateTime);
        Assert.All(slices.Where(slice => slice.Frame == Five), slice => Assert.True(slice.IsFromTicks));
        Assert.Equal(6, slices.Count(slice => slice.Frame == Five));
    }

    [Fact]
    public async Task N72_a_calendar_that_fails_is_asked_again_a_minute_later_and_the_feed_goes_on()
    {
        var (world, failures) = (new TickWorld("08:50:00", symbols: 1), 0);
        var slices = await ReadAsync(world, At("09:20:30"), calendar: new Calendar(_ => failures++ < 15 ? throw new ObjectStoreException(ObjectStoreError.Unavailable, "calendar", "away") : Task.CompletedTask));
        AssertRight(world, slices, At("09:20:00"));
        Assert.Equal(15, world.Lines.Of(325).Count());
        Assert.Equal(
            ["Repaired 005930 from 2026-11-20 09:00 to 2026-11-20 09:04", "Repaired 005930 from 2026-11-20 09:05 to 2026-11-20 09:05"],
            _items.Where(item => item.Kind == TickFeedKind.Repaired).Select(item => item.ToString()));
    }

    [Theory]
    [InlineData(-10)]
    [InlineData(10)]
    public async Task N88_with_a_clock_that_is_wrong_by_minutes_each_minute_is_given_when_it_is_over_at_KIS(int minutes)
    {
        var world = new TickWorld("11:30:20", symbols: 2, faults: options => options with { Disconnections = [At("11:34:30.5")] });
        var slices = await ReadAsync(world, At("11:40:30"), ahead: TimeSpan.FromMinutes(minutes));
        AssertRight(world, slices, At("11:40:00"));
        Assert.Equal([At("11:31:00").DateTime, At("11:32:00").DateTime, At("11:33:00").DateTime], slices.Where(slice => slice.IsFromTicks).Select(slice => slice.Bars.Minute).Distinct().Take(3));
        Assert.All(slices.Where(slice => slice.IsFromTicks), slice => Assert.InRange(slice.Known.DateTime - slice.End, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)));
        Assert.All(_items, item => Assert.InRange(item.Known, At("11:30:18"), At("11:40:32")));
        Assert.All(_items.Where(item => item.Kind == TickFeedKind.Hole && item.After > At("11:31:00").DateTime), hole => Assert.InRange(hole.Until!.Value, At("11:34:00").DateTime, At("11:37:00").DateTime));
    }

    [Fact]
    public async Task A_feed_that_cannot_begin_ends_with_the_error()
    {
        var world = new TickWorld();
        var exception = await Assert.ThrowsAsync<HantooException>(() => world.Clock.RunAsync(async () =>
        {
            await foreach (var slice in world.Feed(client: world.Client(secret: "wrong")).Feed().ReadAsync())
                Assert.Fail(slice.ToString());
        }));
        Assert.Equal(HantooError.Credentials, exception.Error);
    }

    private async Task<List<KlineFeedSlice>> ReadAsync(
        TickWorld world, DateTimeOffset until, IReadOnlyList<KlineResampling>? frames = null, int capacity = 300, Func<KlineFeedSlice, Task>? onSlice = null,
        IMarketCalendar? calendar = null, TimeSpan ahead = default)
    {
        var slices = new List<KlineFeedSlice>();
        var feed = world.Feed(client: world.Client(clock: new OwnClock(world.Clock) { Ahead = ahead })).Feed(calendar, frames, capacity, new Observer<TickFeedItem>(_items));
        await world.Clock.RunAsync(async () =>
        {
            using var stop = new CancellationTokenSource(until - world.Clock.GetUtcNow(), world.Clock);
            try
            {
                await foreach (var slice in feed.ReadAsync(stop.Token))
                {
                    slices.Add(slice);
                    await (onSlice?.Invoke(slice) ?? Task.CompletedTask);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
            }
        });
        return slices;
    }

    // The last version of each bar is that of the truth.
    private static void AssertRight(TickWorld world, List<KlineFeedSlice> slices, DateTimeOffset? until = null, int missing = 0)
    {
        var last = new Dictionary<(string, DateTime), Kline>();
        foreach (var (symbol, kline) in slices.Where(slice => slice.Frame is null && slice.Kind != KlineFeedKind.Dropped).SelectMany(slice => slice.Bars))
            last[(symbol, kline.Minute)] = kline;
        var count = 0;
        foreach (var symbol in world.Symbols)
        {
            foreach (var bar in Bars(until is { } instant ? world.Truth.CompletedBars(Venue.Krx, Day, symbol, instant) : world.Truth.FinalBars(Venue.Krx, Day, symbol)))
            {
                // The newest minute of KIS comes a little later than that of ticks.
                if (!last.TryGetValue((symbol, bar.Minute), out var given) && missing > 0 && bar.Minute.AddMinutes(1) == until?.DateTime)
                    continue;
                Assert.Equal((symbol, bar), (symbol, given));
                count++;
            }
        }

        Assert.Equal(count, last.Count);
    }

    private static List<Kline> Bars(IReadOnlyList<MinuteRow> rows)
    {
        var (bars, shares) = (new List<Kline>(), 0L);
        foreach (var row in rows)
            bars.Add(new Kline(row.Minute, row.Open, row.High, row.Low, row.Close, row.Volume, shares += row.Volume, row.AccValue));
        return bars;
    }

    /// <summary>The calendar of KRX, after what a test does.</summary>
    private sealed class Calendar(Func<DateOnly, Task> before) : IMarketCalendar
    {
        public async ValueTask<MarketDay> GetDayAsync(DateOnly date, CancellationToken cancellationToken = default)
        {
            await before(date);
            return await KrxCalendar.Instance.GetDayAsync(date, cancellationToken);
        }
    }
}
