namespace Rhetenor.Data.Tests.Logger;

public sealed class LiveTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);

    [Fact]
    public async Task A_day_is_logged_live_and_ends_complete_and_settled()
    {
        var world = new LoggerWorld(Day, "08:50", 6);
        var reports = new List<CatchUpReport>();
        await RunUntilAsync(world, "18:20", reports);
        world.AssertStored(Venue.Krx, Day);
        Assert.Contains(reports, report => report.Session.Date == Day && report.IsComplete && report.RevisedBars > 0);
        Assert.Equal(0, world.Kis.RefusedByLimit);
        Assert.Equal(1, world.Kis.TokenIssues);

        // Objects come in intervals, not with every round.
        var objects = world.Store.Puts.Count(key => KlineKey.TryParse(key, out var parsed) && parsed.Date == Day);
        Assert.InRange(objects, 60, 100);
    }

    [Fact]
    public async Task F3_a_stop_writes_what_is_fetched()
    {
        var world = new LoggerWorld(Day, "09:30", 4);
        await RunUntilAsync(world, "10:03:30", []);
        Assert.True(world.Held(Day).Slices().Last().Minute >= Day.ToDateTime(new TimeOnly(10, 1)));
    }

    [Fact]
    public async Task A_round_that_takes_longer_than_the_time_between_two_objects_is_written_in_parts()
    {
        // A late start reads the day until then in one round, and the evening reads it whole again.
        var world = new LoggerWorld(Day, "14:00", 120);
        var (began, puts) = (world.Clock.GetUtcNow(), new List<TimeSpan>());
        world.Store.BeforePut = key =>
        {
            if (KlineKey.TryParse(key, out var parsed) && parsed.Date == Day)
                puts.Add(world.Clock.GetUtcNow() - began);
        };
        var reports = new List<CatchUpReport>();
        await RunUntilAsync(world, "18:40", reports, options: new() { UploadInterval = TimeSpan.FromSeconds(4), UnfinishedSessions = 0, Workers = 2 });
        var first = puts.TakeWhile(time => time < TimeSpan.FromSeconds(20)).ToList();
        Assert.InRange(first.Count, 4, 5);
        Assert.All(first.Zip(first.Skip(1), (before, after) => after - before), time => Assert.InRange(time, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(7)));
        world.AssertStored(Venue.Krx, Day);
        Assert.True(reports[^1].IsFinal, reports[^1].ToString());
    }

    [Fact]
    public async Task E6_over_midnight_each_bar_lies_on_its_own_date_and_the_evening_s_tail_is_read_again()
    {
        var world = new LoggerWorld(Day, "15:00", 4);
        await RunUntilAsync(world, "10:00", [], days: 1);
        world.AssertStored(Venue.Krx, Day);
        var next = world.Held(Day.AddDays(1));
        Assert.True(next.BarCount > 0);
        foreach (var slice in next.Slices())
        {
            foreach (var bar in slice)
                Assert.Contains(world.Truth.CompletedBars(Venue.Krx, Day.AddDays(1), bar.Symbol, world.Clock.GetUtcNow()), row => row.Minute == slice.Minute && row.Volume == bar.Kline.Volume);
        }

        Assert.Equal(0, world.Held(Day).LinesOfOtherDate + world.Held(Day.AddDays(1)).LinesOfOtherDate);
    }

    [Fact]
    public async Task A_store_that_fails_for_a_while_loses_nothing()
    {
        var world = new LoggerWorld(Day, "09:30", 4);
        var fails = 0;
        world.Store.BeforePut = _ =>
        {
            if (world.Clock.GetUtcNow() < KoreaTime.At(Day, new TimeOnly(10, 0)) && fails++ >= 0)
                throw new ObjectStoreException(ObjectStoreError.Unavailable, "x", "down");
        };
        await RunUntilAsync(world, "10:30:30", []);
        Assert.True(fails > 0);
        var held = world.Held(Day);
        Assert.Equal(Day.ToDateTime(new TimeOnly(9, 0)), held.Slices().First().Minute);
        Assert.True(held.Slices().Last().Minute >= Day.ToDateTime(new TimeOnly(10, 28)));
    }

    [Fact]
    public async Task What_rests_on_an_object_that_was_damaged_is_fetched_again_while_the_session_lasts()
    {
        var world = new LoggerWorld(Day, "09:30", 4);
        var bars = "";
        world.Store.AfterPut = key =>
        {
            if (bars.Length > 0 || !key.Contains("/coverage/", StringComparison.Ordinal))
                return;

            // Another writer's object, by which the logger reads the session again.
            bars = world.Store.Keys.First(stored => KlineKey.TryParse(stored, out _));
            world.Store.Overwrite(bars, "damaged"u8.ToArray());
            var minute = Day.ToDateTime(new TimeOnly(9, 0));
            world.Store.Overwrite($"hantoo-stock-kline-1m/{Day:yyyyMMdd}090000_{Day:yyyyMMdd}090000_J_{Day:yyyyMMdd}093005.jsonl.zstd", KlineCodec.Pack([new KlineSlice(minute, [new("999999", new Kline(minute, 1, 1, 1, 1, 1, 1))])]));
        };
        await RunUntilAsync(world, "10:00:30", []);
        world.Store.Remove(bars);
        var held = world.Held(Day);
        foreach (var row in world.Symbols.SelectMany(symbol => world.Truth.FinalBars(Venue.Krx, Day, symbol).Where(row => row.Minute < Day.ToDateTime(new TimeOnly(9, 30))).Select(row => (symbol, row.Minute))))
            Assert.True(held.TryGetKline(row.symbol, row.Minute, out _), $"{row.symbol} {row.Minute:HH:mm} is missing");
    }

    [Fact]
    public async Task F10_while_it_logs_live_other_calls_are_refused()
    {
        var world = new LoggerWorld(Day, "09:30", 2);
        var logger = world.Logger();
        using var stop = new CancellationTokenSource();
        var live = world.Clock.RunAsync(async () =>
        {
            var running = logger.RunAsync(null, stop.Token);
            await Assert.ThrowsAsync<InvalidOperationException>(() => logger.CatchUpAsync(Day));
            stop.CancelHere();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
            return true;
        });
        Assert.True(await live);
        Assert.True((await world.RunAsync(() => logger.CatchUpAsync(Day))).IsComplete);
    }

    private static async Task RunUntilAsync(LoggerWorld world, string time, List<CatchUpReport> reports, int days = 0, KlineLoggerOptions? options = null)
    {
        var until = KoreaTime.At(Day.AddDays(days), TimeOnly.Parse(time, null));
        using var stop = new CancellationTokenSource(until - world.Clock.GetUtcNow(), world.Clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Clock.RunAsync(
            () => world.Logger(options).RunAsync(new Observer<CatchUpReport>(reports), stop.Token)));
    }
}
