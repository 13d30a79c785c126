using Rhetenor.Data.Tests.Logger;

namespace Rhetenor.Data.Tests.Feeds;

/// <summary>The bars of a logger while it logs.</summary>
public sealed class LiveFeedTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);
    private static readonly KlineResampling Five = KlineResampling.Minutes(5);

    [Fact]
    public async Task Bars_come_seconds_after_their_minutes_and_larger_ones_when_they_are_over()
    {
        var world = new LoggerWorld(Day, "09:57:20", 4);
        var run = new FeedRun(world);
        var slices = run.Read(At("09:57:20"), logger => logger.Follow(frames: [Five]));
        var later = run.Read(At("10:02:30"), logger => logger.Follow(frames: [Five]));
        await run.UntilAsync(At("10:11:00"));
        FeedViews.AssertInOrder(slices);
        Assert.All(slices, slice => Assert.Equal(KlineFeedKind.New, slice.Kind));

        // The morning comes with the first round, then each minute within fifteen seconds.
        Assert.Equal(At("09:01"), new DateTimeOffset(slices[0].End, KoreaTime.Offset));
        Assert.All(slices.Where(slice => slice.End > Day.ToDateTime(new TimeOnly(9, 58))), slice => Assert.InRange((slice.Known.DateTime - slice.End).TotalSeconds, 10, 15));
        Assert.Equal(new TimeOnly(10, 9), TimeOnly.FromDateTime(slices.Last(slice => slice.Frame is null).Bars.Minute));

        // A reader that begins later receives what follows. Its larger bars have the minutes before it too.
        FeedViews.AssertInOrder(later);
        Assert.Equal("10:02", $"{later[0].Bars.Minute:HH:mm}");
        Assert.Equal(["10:00", "10:05"], later.Where(slice => slice.Frame == Five).Select(slice => $"{slice.Bars.Minute:HH:mm}"));
        var first = later.First(slice => slice.Frame == Five).Bars["005930"];
        Assert.Equal(world.Truth.Bars(Venue.Krx, Day, "005930", world.Clock.GetUtcNow()).Where(row => row.Minute.Hour == 10 && row.Minute.Minute < 5).Sum(row => row.Volume), first.Volume);
    }

    [Fact]
    public async Task A_symbol_that_failed_comes_late_and_a_trade_that_arrives_late_is_a_revision()
    {
        var revision = new KisRevision(Venue.Krx, Day, "000660", new TimeOnly(10, 2), At("10:06:30"), 77);
        var world = new LoggerWorld(Day, "10:00:30", 3, shape: truth => truth with { Revisions = [revision] });
        var run = new FeedRun(world);
        var slices = run.Read(At("10:00:30"), logger => logger.Follow(frames: [Five]));
        world.Kis.Faults.Always(HttpFault.Status(404), request => request.Uri.Query.Contains("005930", StringComparison.Ordinal) && world.Clock.GetUtcNow() > At("10:01") && world.Clock.GetUtcNow() < At("10:07"));
        await run.UntilAsync(At("10:12:00"));
        FeedViews.AssertInOrder(slices);
        var samsung = slices.Flat().Where(bar => bar.Symbol == "005930" && bar.Kline.Minute >= Day.ToDateTime(new TimeOnly(10, 0))).ToList();
        Assert.Contains(samsung, bar => bar.Kind == KlineFeedKind.Late && bar.Frame is null && bar.Kline.Minute.Minute == 3);
        Assert.Equal(KlineFeedKind.Late, Assert.Single(samsung, bar => bar.Frame == Five && bar.Kline.Minute.Minute == 0).Kind);
        var revised = slices.Flat().Where(bar => bar.Kind == KlineFeedKind.Revised).ToList();
        Assert.Equal(77, Assert.Single(revised, bar => bar.Frame is null && bar.Kline.Minute.Minute == 2).Kline.Volume - slices.Flat().First(bar => bar.Symbol == "000660" && bar.Frame is null && bar.Kline.Minute == Day.ToDateTime(new TimeOnly(10, 2))).Kline.Volume);

        // The shares of the day are then others in the bars after it too, and in the larger bar.
        Assert.Equal(["000660"], revised.Select(bar => bar.Symbol).Distinct());
        Assert.Equal(0, Assert.Single(revised, bar => bar.Frame == Five).Kline.Minute.Minute);
        Assert.All(revised, bar => Assert.True(bar.Known > At("10:06:30")));
    }

    [Fact]
    public async Task What_another_logger_stores_in_the_middle_of_a_round_is_not_taken_back_at_its_end()
    {
        var world = new LoggerWorld(Day, "14:00", 120, shape: truth => truth with { Revisions = [new(Venue.Krx, Day, "005930", new TimeOnly(10, 2), At("14:00:08"), 77)] });
        var run = new FeedRun(world, new() { UploadInterval = TimeSpan.FromSeconds(4), UnfinishedSessions = 0, Workers = 2 });
        var slices = run.Read(At("14:00"), logger => logger.Follow());
        run.Beside(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(9), world.Clock);
            await new HantooKlineLogger(["005930"], world.Store, world.Client(), options: new() { UnfinishedSessions = 0 }, timeProvider: world.Clock).CatchUpAsync(
                [new KlineGap(TradingSession.For(Venue.Krx, Day)!, "005930")]);
        });
        await run.UntilAsync(At("14:00:50"));
        Assert.True(world.Held(Day).TryGetKline("005930", Day.ToDateTime(new TimeOnly(10, 2)), out var stored));
        var versions = slices.Flat().Where(bar => bar.Symbol == "005930" && bar.Kline.Minute == stored.Minute).ToList();
        Assert.Equal(stored.Volume, versions[^1].Kline.Volume);
        Assert.Equal(77, versions[^1].Kline.Volume - versions[0].Kline.Volume);
    }

    [Fact]
    public async Task A_version_that_was_replaced_while_stored_bars_were_read_is_not_given_any_more()
    {
        var revision = new KisRevision(Venue.Krx, Day, "000660", new TimeOnly(10, 2), At("10:04:30"), 77);
        var world = new LoggerWorld(Day, "10:00:30", 2, shape: truth => truth with { Revisions = [revision] });
        await world.RunAsync(() => world.Logger().CatchUpAsync(Day.AddDays(-1)));
        var run = new FeedRun(world, new KlineLoggerOptions { UploadInterval = TimeSpan.FromMinutes(1) });

        // Both versions are fetched and written while the reader is at the day before.
        var slices = run.Read(At("10:02:30"), logger => logger.Follow(Day.AddDays(-1), [Five]), number => number == 10 ? TimeSpan.FromMinutes(15) : TimeSpan.Zero);
        await run.UntilAsync(At("10:30:00"));
        FeedViews.AssertInOrder(slices);
        Assert.All(slices, slice => Assert.Equal(KlineFeedKind.New, slice.Kind));
        Assert.Equal(
            world.Truth.CompletedBars(Venue.Krx, Day, "000660", At("10:29")).Select(row => (row.Minute, row.Volume)),
            slices.Where(slice => slice.Frame is null).Flat().Where(bar => bar.Symbol == "000660" && bar.Kline.Minute >= Day.ToDateTime(default)).Select(bar => (bar.Kline.Minute, bar.Kline.Volume)));
    }

    [Fact]
    public async Task A_slow_reader_does_not_hold_up_logging_and_is_told_what_was_dropped()
    {
        var world = new LoggerWorld(Day, "09:50:20", 3);
        var run = new FeedRun(world);
        var slices = run.Read(At("09:50:20"), logger => logger.Follow(Day, [Five], capacity: 4), number => number == 80 ? TimeSpan.FromMinutes(20) : TimeSpan.Zero);
        var quick = run.Read(At("09:50:20"), logger => logger.Follow(Day, [Five]));
        await run.UntilAsync(At("10:40:00"));
        FeedViews.AssertInOrder(slices);
        Assert.DoesNotContain(quick, slice => slice.Kind == KlineFeedKind.Dropped);
        var dropped = Assert.Single(slices, slice => slice.Kind == KlineFeedKind.Dropped);
        Assert.InRange((dropped.End - dropped.Bars.Minute).TotalMinutes, 10, 20);

        // What was said to be dropped, and nothing else, is missing; no larger bar of it is given; and the archive has it.
        bool IsDropped(KlineFeedSlice slice) => slice.Bars.Minute < dropped.End && slice.End > dropped.Bars.Minute;
        Assert.DoesNotContain(slices, slice => slice.Kind != KlineFeedKind.Dropped && IsDropped(slice) && slice.Frame is not null);
        Assert.Equal(quick.Where(slice => !IsDropped(slice)).Flat().Select(bar => (bar.Frame, bar.Kind, bar.Symbol, bar.Kline)), slices.Where(slice => !IsDropped(slice)).Flat().Select(bar => (bar.Frame, bar.Kind, bar.Symbol, bar.Kline)));
        var stored = await new KlineArchive(world.Store).Feed(KlineQuery.Day(Day)).ListAsync();
        Assert.Equal(quick.Where(slice => slice.Frame is null && IsDropped(slice)).Flat().Select(bar => bar.Kline), stored.Where(IsDropped).Flat().Select(bar => bar.Kline));
    }

    [Fact]
    public async Task Bars_that_another_writer_stored_come_too()
    {
        var world = new LoggerWorld(Day, "09:30:20", 3);
        var other = world.Logger();
        var run = new FeedRun(world, source: new Without(world.Client(), "005930"));
        var slices = run.Read(At("09:30:20"), logger => logger.Follow(Day, [Five]));
        using var stop = new CancellationTokenSource(At("10:20:00") - world.Clock.GetUtcNow(), world.Clock);
        run.Beside(() => Assert.ThrowsAnyAsync<OperationCanceledException>(() => other.RunAsync(null, stop.Token)));
        await run.UntilAsync(At("10:30:00"));
        FeedViews.AssertInOrder(slices);
        Assert.Equal(
            world.Held(Day).Slices().Where(slice => slice.TryGetValue("005930", out _)).Select(slice => slice.Minute),
            slices.Where(slice => slice.Frame is null).Flat().Where(bar => bar.Symbol == "005930").Select(bar => bar.Kline.Minute));
        Assert.Contains(slices.Flat(), bar => bar.Symbol == "005930" && bar.Frame == Five && bar.Kline.Minute == Day.ToDateTime(new TimeOnly(10, 10)));
    }

    [Fact]
    public async Task Bars_that_another_writer_stored_come_also_when_nothing_could_be_written_after_they_were_read()
    {
        var world = new LoggerWorld(Day, "09:30:20", 3);
        var (from, to) = (At("09:45:30"), At("09:58:00"));
        var run = new FeedRun(world, source: new Without(world.Client(), "005930")) { IsAway = () => world.Clock.GetUtcNow() >= from && world.Clock.GetUtcNow() < to };
        var slices = run.Read(At("09:30:20"), logger => logger.Follow());
        run.Beside(async () =>
        {
            await Task.Delay(At("09:45:20") - world.Clock.GetUtcNow(), world.Clock);
            await new HantooKlineLogger(["005930"], world.Store, world.Client(), options: new() { UnfinishedSessions = 0 }, timeProvider: world.Clock).CatchUpAsync();
        });
        await run.UntilAsync(At("10:20:00"));
        FeedViews.AssertInOrder(slices);
        Assert.Equal(
            world.Truth.CompletedBars(Venue.Krx, Day, "005930", At("09:45")).Select(row => row.Minute),
            slices.Flat().Where(bar => bar.Symbol == "005930").Select(bar => bar.Kline.Minute));
    }

    [Fact]
    public async Task Answers_in_doubt_are_not_given_until_they_are_settled()
    {
        // A row is cut out of every answer until the symbol is answered in full.
        var world = new LoggerWorld(Day, "10:00:30", 2);
        world.Kis.Faults.Always(KisFault.WithoutMinute(new TimeOnly(9, 40)), request => request.Uri.Query.Contains("005930", StringComparison.Ordinal) && world.Clock.GetUtcNow() < At("10:05"));
        var run = new FeedRun(world);
        var slices = run.Read(At("10:00:30"), logger => logger.Follow(Day, [Five]));
        await run.UntilAsync(At("10:12:00"));
        FeedViews.AssertInOrder(slices);
        Assert.DoesNotContain(slices.Flat(), bar => bar.Symbol == "005930" && bar.End > Day.ToDateTime(new TimeOnly(9, 40)) && bar.Known < At("10:05"));
        Assert.Equal(
            world.Truth.CompletedBars(Venue.Krx, Day, "005930", At("10:11")).Select(row => row.Minute),
            slices.Where(slice => slice.Frame is null).Flat().Where(bar => bar.Symbol == "005930").Select(bar => bar.Kline.Minute).Order());
        Assert.Contains(slices.Flat(), bar => bar.Symbol == "005930" && bar.Kind == KlineFeedKind.Late && bar.Frame == Five);
    }

    [Fact]
    public async Task A_feed_ends_with_logging_and_with_its_failure()
    {
        var world = new LoggerWorld(Day, "10:00:30", 2);
        var logger = world.Logger();
        var reading = logger.Follow(Day).ListAsync();
        using var stop = new CancellationTokenSource();
        await world.Clock.RunAsync(async () =>
        {
            var running = logger.RunAsync(null, stop.Token);
            await Task.Delay(TimeSpan.FromMinutes(3), world.Clock);
            stop.CancelHere();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
            Assert.NotEmpty(await reading);
        });

        // KIS refuses the key.
        var refused = new HantooKlineLogger(world.Symbols, world.Store, new HantooClient(new HantooCredentials(world.Kis.Options.AppKey, "wrong"), world.Kis, timeProvider: world.Clock), timeProvider: world.Clock);
        await world.Clock.RunAsync(async () =>
        {
            var second = refused.Follow().ListAsync();
            var failure = await Assert.ThrowsAsync<HantooException>(() => refused.RunAsync());
            Assert.Same(failure, await Assert.ThrowsAsync<HantooException>(() => second));
        });
        Assert.Throws<ArgumentOutOfRangeException>(() => logger.Follow(capacity: 0));
    }

    [Fact]
    public async Task A_reading_that_is_cancelled_or_left_follows_no_more()
    {
        var world = new LoggerWorld(Day, "10:00:30", 2);
        var logger = world.Logger();
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(10), world.Clock);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMinutes(4), world.Clock);
        await world.Clock.RunAsync(async () =>
        {
            var running = logger.RunAsync(null, stop.Token);
            var cancelled = Assert.ThrowsAnyAsync<OperationCanceledException>(() => logger.Follow(Day).ListAsync(cancel.Token));
            await foreach (var slice in logger.Follow(Day).ReadAsync())
            {
                if (slice.Known > At("10:03"))
                    break;
            }

            await cancelled;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        });
    }

    [Fact]
    public async Task A_stored_object_that_cannot_be_read_is_reported_and_hides_nothing()
    {
        var world = new LoggerWorld(Day, "10:00:30", 2);
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        var key = world.Store.Keys.First(key => key.EndsWith(".jsonl.zstd", StringComparison.Ordinal));
        world.Store.Overwrite(key, [1, 2, 3]);
        var problems = new List<StoreProblem>();
        var run = new FeedRun(world);
        var slices = run.Read(At("10:00:30"), logger => logger.Follow(Day, onProblem: problems.Add));
        await run.UntilAsync(At("10:05:00"));
        Assert.NotEmpty(problems);
        Assert.Equal(Day.ToDateTime(new TimeOnly(9, 0)), slices[0].Bars.Minute);
        FeedViews.AssertInOrder(slices);
        world.Store.Overwrite(key, [1, 2, 3]);
        await Assert.ThrowsAsync<UnreadableObjectsException>(() => world.RunAsync(() => world.Logger().Follow(Day).ListAsync()));
    }

    private sealed class Without(IKlineSource source, string symbol) : IKlineSource
    {
        public double CallsPerSecond => source.CallsPerSecond;

        public DateTimeOffset? ServerNow => source.ServerNow;

        public int RowsPerCall(DateOnly date) => source.RowsPerCall(date);

        public Task<KlineFetch> FetchAsync(KlineRequest request, CancellationToken cancellationToken = default) => request.Symbol == symbol
            ? throw new HantooException(HantooError.Rejected, "not this one")
            : source.FetchAsync(request, cancellationToken);
    }

    private static DateTimeOffset At(string time) => KoreaTime.At(Day, TimeOnly.Parse(time, null));
}
