namespace Rhetenor.Data.Tests.Logger;

/// <summary>Sessions are stored bar for bar, with as few calls as their rows need.</summary>
public sealed class CatchUpTests
{
    private static readonly DateOnly Old = new(2026, 5, 20);
    private static readonly DateOnly New = new(2026, 9, 16);

    [Theory]
    [InlineData("2026-05-20", "18:30", Venue.Krx)]
    [InlineData("2026-09-16", "20:30", Venue.Krx)]
    [InlineData("2026-05-20", "20:30", Venue.Nextrade)]
    [InlineData("2026-09-16", "20:30", Venue.Unified)]
    [InlineData("2026-01-02", "18:30", Venue.Krx)]
    public async Task P2_P9_a_settled_session_is_stored_bar_for_bar(string day, string now, Venue venue)
    {
        var date = DateOnly.Parse(day, null);
        var world = new LoggerWorld(date, now);
        var report = await world.RunAsync(() => world.Logger(new KlineLoggerOptions { Venue = venue }).CatchUpAsync());
        Assert.True(report.IsComplete, report.Symbols.FirstOrDefault(symbol => symbol.Reason is not null)?.ToString());
        world.AssertStored(venue, date);
        Assert.Equal(report.NewBars, world.Held(date, venue).BarCount);
        Assert.Equal(0, world.Kis.RefusedByLimit);
        Assert.Equal(1, world.Kis.TokenIssues);
        Assert.Equal(2, world.Store.Puts.Count);
    }

    [Fact]
    public async Task Every_stored_bar_has_the_value_of_the_day()
    {
        // Live, an evening, and the rest of an interrupted session: what each writes has the evidence with it.
        var world = new LoggerWorld(Old, "14:50", 4);
        using (var stop = new CancellationTokenSource(KoreaTime.At(Old, new TimeOnly(15, 10)) - world.Clock.GetUtcNow(), world.Clock))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Clock.RunAsync(() => world.Logger().RunAsync(cancellationToken: stop.Token)));
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        world.Clock.AdvanceTo(KoreaTime.At(Old, new TimeOnly(18, 30)));
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        var objects = world.Store.Keys.Where(key => KlineKey.TryParse(key, out _)).ToList();
        Assert.InRange(objects.Count, 3, 100);
        Assert.All(objects, key => Assert.All(KlineCodec.Unpack(world.Store[key]).SelectMany(slice => slice), bar => Assert.NotNull(bar.Kline.AccValue)));
        world.AssertStored(Venue.Krx, Old);
    }

    [Fact]
    public async Task P1_a_second_run_makes_no_call_and_no_put()
    {
        var world = new LoggerWorld(Old, "18:30");
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        var (calls, puts) = (world.Kis.Calls.Count, world.Store.Puts.Count);
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.True(report.IsComplete);
        Assert.Equal((calls, puts), (world.Kis.Calls.Count, world.Store.Puts.Count));
        Assert.Equal((0, 0, 0), (report.NewBars, report.UnchangedBars, report.Calls));
    }

    [Theory]
    [InlineData("2026-05-20", "18:30")]
    [InlineData("2026-09-16", "20:30")]
    public async Task Calls_are_the_pages_that_the_rows_fill_and_one_more_at_most(string day, string now)
    {
        var date = DateOnly.Parse(day, null);
        var world = new LoggerWorld(date, now, 40);
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        foreach (var symbol in world.Symbols)
        {
            var rows = world.Truth.FinalBars(Venue.Krx, date, symbol);
            var pages = Math.Max(1, (rows.Count + 119) / 120);
            var calls = world.Kis.Calls.Count(call => call.Symbol == symbol);
            Assert.True(calls == pages || (rows.Count % 120 == 0 && calls == pages + 1), $"{symbol}: {rows.Count} rows, {calls} calls");
        }

        Assert.Equal(1, world.Kis.TokenIssues);
    }

    [Fact]
    public async Task F3_F4_an_interrupted_run_keeps_what_it_fetched_and_the_next_asks_only_for_the_rest()
    {
        var world = new LoggerWorld(Old, "18:30", 12);
        using var cancellation = new CancellationTokenSource();
        var progress = new Observer<CatchUpProgress>(value =>
        {
            if (value.Done == 5)
                cancellation.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.RunAsync(
            () => world.Logger(new KlineLoggerOptions { Workers = 1 }).CatchUpAsync(progress, cancellation.Token)));
        var fetched = world.Kis.Calls.Where(call => call.Symbol is not null).Select(call => call.Symbol).Distinct().Count();
        var before = world.Kis.Calls.Count;

        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.True(report.IsComplete);
        var asked = world.Kis.Calls.Skip(before).Where(call => call.Symbol is not null).Select(call => call.Symbol).Distinct().ToList();
        Assert.Equal(12 - 5, asked.Count);
        Assert.InRange(fetched, 5, 6);
        world.AssertStored(Venue.Krx, Old);
    }

    [Fact]
    public async Task P5_during_the_session_only_completed_minutes_are_stored_and_the_next_run_goes_on_from_there()
    {
        var world = new LoggerWorld(Old, "10:30:20");
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        var held = world.Held(Old);
        Assert.Equal(new TimeOnly(10, 29), TimeOnly.FromDateTime(held.Slices().Last().Minute));
        var calls = world.Kis.Calls.Count;

        world.Clock.AdvanceTo(KoreaTime.At(Old, new TimeOnly(11, 30, 30)));
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.All(world.Kis.Calls.Skip(calls).Where(call => call.TrId == "FHKST03010230").CountBy(call => call.Symbol), pair => Assert.Equal(1, pair.Value));
        Assert.Equal(new TimeOnly(11, 29), TimeOnly.FromDateTime(world.Held(Old).Slices().Last().Minute));
    }

    [Fact]
    public async Task C21_E9_P12_the_closing_bar_is_read_again_once_the_day_is_settled_and_the_revision_wins()
    {
        var world = new LoggerWorld(Old, "15:31:30");
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        world.Clock.AdvanceTo(KoreaTime.At(Old, new TimeOnly(18, 30)));
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.True(report.RevisedBars > 0);
        world.AssertStored(Venue.Krx, Old);
        var archive = new KlineArchive(world.Store);
        var versions = await Task.WhenAll(world.Symbols.Select(symbol => archive.ReadVersionsAsync(symbol, Old.ToDateTime(new TimeOnly(15, 30)))));
        Assert.Contains(versions, one => one.Count == 2 && one[0].Kline != one[1].Kline);
        Assert.True((await world.RunAsync(() => world.Logger().CatchUpAsync())).Calls == 0);
    }

    [Fact]
    public async Task F3_a_stop_ends_after_the_grace_when_the_store_does_not_answer()
    {
        var world = new LoggerWorld(Old, "18:30", 6);
        using var stop = new CancellationTokenSource();
        var stopped = default(DateTimeOffset);
        var logger = new HantooKlineLogger(world.Symbols, new SilentPuts(world.Store, world.Clock), world.Client(),
            options: new() { Workers = 1, RiskLosingOtherWritersBars = true, StopGrace = TimeSpan.FromSeconds(30) }, timeProvider: world.Clock);
        var progress = new Observer<CatchUpProgress>(value =>
        {
            if (value.Done == 3 && !stop.IsCancellationRequested)
            {
                stopped = world.Clock.GetUtcNow();
                stop.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.RunAsync(() => logger.CatchUpAsync(Old, progress, stop.Token)));
        Assert.InRange((world.Clock.GetUtcNow() - stopped).TotalSeconds, 30, 32);
    }

    [Fact]
    public async Task Paper_trading_is_caught_up_by_pages_of_thirty()
    {
        var world = new LoggerWorld(Old, "18:30", 4, options => options with { Mock = true });
        var client = world.Client(HantooEnvironment.Paper);
        var report = await world.RunAsync(() => world.Logger(client: client).CatchUpAsync());
        Assert.True(report.IsComplete);
        world.AssertStored(Venue.Krx, Old);
        Assert.All(world.Symbols, symbol => Assert.InRange(world.Kis.Calls.Count(call => call.Symbol == symbol), 1, 14));
        Assert.Equal(0, world.Kis.RefusedByLimit);
    }

    [Fact]
    public async Task K1_K2_two_loggers_in_the_same_second_lose_nothing()
    {
        var world = new LoggerWorld(Old, "18:30", 10);
        HantooKlineLogger Half(int skip) => new(
            world.Symbols.Skip(skip).Take(5), world.Store, world.Client(), timeProvider: world.Clock);
        var reports = await world.RunAsync(() => Task.WhenAll(Half(0).CatchUpAsync(), Half(5).CatchUpAsync()));
        Assert.All(reports, report => Assert.True(report.IsComplete));
        world.AssertStored(Venue.Krx, Old);
    }

    [Fact]
    public async Task K1_two_loggers_of_the_same_symbols_in_the_same_second_leave_one_object()
    {
        var world = new LoggerWorld(Old, "18:30", 10);
        var reports = await world.RunAsync(() => Task.WhenAll(world.Logger().CatchUpAsync(), world.Logger().CatchUpAsync()));
        Assert.All(reports, report => Assert.True(report.IsFinal));
        Assert.Single(world.Store.Keys, key => KlineKey.TryParse(key, out _));
        world.AssertStored(Venue.Krx, Old);
    }

    [Fact]
    public async Task E10_on_a_weekend_the_session_before_is_caught_up()
    {
        var world = new LoggerWorld(new DateOnly(2026, 5, 23), "12:00", 4);
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.Equal(new DateOnly(2026, 5, 22), report.Session.Date);
        world.AssertStored(Venue.Krx, new DateOnly(2026, 5, 22));
    }

    [Fact]
    public async Task A_range_is_caught_up_oldest_first_and_planned_without_a_call()
    {
        var world = new LoggerWorld(Old, "18:30", 4);
        var logger = world.Logger();
        var from = Old.AddDays(-6);
        var plans = await world.RunAsync(() => logger.PlanAsync(from, Old));
        Assert.Empty(world.Kis.Calls);
        Assert.Equal(5, plans.Count);
        Assert.All(plans, plan => Assert.Equal(4 * 4, plan.CallsAtMost));
        Assert.True(plans[0].EarliestFinish > world.Clock.GetUtcNow());
        Assert.Equal(plans.Select(plan => plan.EarliestFinish).Order().Distinct(), plans.Select(plan => plan.EarliestFinish));

        var reports = await world.RunAsync(() => logger.CatchUpAsync(from, Old));
        Assert.Equal(reports.Select(report => report.Session.Date).Order(), reports.Select(report => report.Session.Date));
        Assert.All(reports, report => world.AssertStored(Venue.Krx, report.Session.Date));
        Assert.Equal(0, (await world.RunAsync(() => logger.PlanAsync(from, Old))).Sum(plan => plan.CallsAtMost));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(400)]
    [InlineData(1_200)]
    [InlineData(1_000_000)]
    public async Task A_plan_and_a_report_count_the_same_objects(int barsPerObject)
    {
        // The first ten of the mix trade often enough to be in an object each.
        var world = new LoggerWorld(Old, "18:30", 10);
        var logger = world.Logger(new KlineLoggerOptions { BarsPerObject = barsPerObject });
        var plan = Assert.Single(await world.RunAsync(() => logger.PlanAsync(Old, Old)));
        var report = await world.RunAsync(() => logger.CatchUpAsync(Old));
        Assert.Equal(plan.ObjectsAtMost, report.Objects.Count);
        Assert.All(report.Objects, key => Assert.True(KlineKey.TryParse(key, out _), key));
        Assert.InRange(world.Store.Puts.Count, report.Objects.Count, 2 * report.Objects.Count);

        var again = Assert.Single(await world.RunAsync(() => logger.PlanAsync(Old, Old)));
        Assert.Equal((0, 0, 0), (again.Symbols, again.CallsAtMost, again.ObjectsAtMost));
    }

    [Fact]
    public async Task A_closed_day_is_a_wrong_argument()
    {
        var world = new LoggerWorld(Old, "18:30", 1);
        var exception = await Assert.ThrowsAsync<ArgumentException>("date", () => world.Logger().CatchUpAsync(new DateOnly(2026, 5, 17)));
        Assert.Contains("no session on 2026-05-17", exception.Message, StringComparison.Ordinal);
    }

    private sealed class SilentPuts(IObjectStore inner, TimeProvider clock) : IObjectStore
    {
        public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default) => inner.OpenReadAsync(key, cancellationToken);

        public async Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, clock, cancellationToken);
            return PutOutcome.Unknown;
        }

        public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default) => inner.ListAsync(prefix, cancellationToken);
    }
}
