namespace Rhetenor.Data.Tests.Logger;

/// <summary>Sessions that something kept from their end are finished later.</summary>
public sealed class BacklogTests
{
    private static readonly DateOnly Wednesday = new(2026, 5, 20);
    private static readonly DateOnly Thursday = new(2026, 5, 21);
    private static readonly DateOnly Friday = new(2026, 5, 22);

    [Fact]
    public async Task M24_live_logging_works_off_the_sessions_that_the_store_refused()
    {
        var world = new LoggerWorld(Wednesday, "14:50", 3);
        world.Store.BeforePut = _ =>
        {
            if (world.Clock.GetUtcNow() >= KoreaTime.At(Wednesday, new TimeOnly(15, 10)) && world.Clock.GetUtcNow() < KoreaTime.At(Friday, new TimeOnly(9, 30)))
                throw new ObjectStoreException(ObjectStoreError.Unavailable, "x", "down");
        };
        var reports = new List<CatchUpReport>();
        await RunUntilAsync(world, Friday.AddDays(1), "03:00", reports);
        foreach (var date in new[] { Wednesday, Thursday, Friday })
        {
            world.AssertStored(Venue.Krx, date);
            Assert.True(reports.Last(report => report.Session.Date == date).IsFinal, $"{date} is not final");
        }

        // While the market is open, the sessions that the failure kept open are finished as soon as the store writes again, and then only the
        // present one is logged.
        var open = reports.Where(report => report.Finished >= KoreaTime.At(Friday, new TimeOnly(9, 0)) && report.Finished < KoreaTime.At(Friday, new TimeOnly(15, 30))).ToList();
        Assert.Equal([Wednesday, Thursday, Friday], open.Select(report => report.Session.Date).Distinct());
        Assert.All(new[] { Wednesday, Thursday }, date => Assert.True(open.Last(report => report.Session.Date == date) is { IsFinal: true } last && last.Finished < KoreaTime.At(Friday, new TimeOnly(9, 45))));

        // Nothing is fetched again while the store refuses it: a day of three symbols takes some 400 rounds, and four pages of each at night.
        Assert.InRange(world.Kis.Calls.Count, 3 * 400, 3 * 3 * 400);
    }

    [Fact]
    public async Task M24_while_the_market_is_open_only_the_newest_unfinished_session_is_finished_and_each_report_names_the_others()
    {
        var world = new LoggerWorld(Wednesday, "10:00", 3, days: 20);
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        world.Clock.AdvanceTo(KoreaTime.At(Friday, new TimeOnly(11, 0)));
        var reports = new List<CatchUpReport>();
        await RunUntilAsync(world, Friday.AddDays(1), "03:00", reports);
        var open = reports.Where(report => report.Finished < KoreaTime.At(Friday, new TimeOnly(15, 30))).ToList();
        Assert.Equal([Thursday, Friday], open.Select(report => report.Session.Date).Distinct());
        Assert.All(open, report => Assert.Equal([Wednesday], report.Unfinished));
        Assert.EndsWith("; unfinished: 2026-05-20", $"{open[0]}", StringComparison.Ordinal);
        Assert.Empty(reports[^1].Unfinished);
        Assert.True(reports.Last(report => report.Session.Date == Wednesday).IsFinal);
        foreach (var date in new[] { Wednesday, Thursday, Friday })
            world.AssertStored(Venue.Krx, date);
    }

    [Fact]
    public async Task M24_a_broker_that_is_down_overnight_leaves_nothing_behind()
    {
        var world = new LoggerWorld(Wednesday, "15:20", 3);
        world.Kis.Faults.Always(HttpFault.Status(503), _ => world.Clock.GetUtcNow() >= KoreaTime.At(Wednesday, new TimeOnly(15, 25)) && world.Clock.GetUtcNow() < KoreaTime.At(Thursday, new TimeOnly(11, 0)));
        var reports = new List<CatchUpReport>();
        await RunUntilAsync(world, Friday, "03:00", reports);
        foreach (var date in new[] { Wednesday, Thursday })
        {
            world.AssertStored(Venue.Krx, date);
            Assert.True(reports.Last(report => report.Session.Date == date).IsFinal, $"{date} is not final");
        }
    }

    [Fact]
    public async Task M24_after_days_off_a_run_without_a_date_finishes_all_sessions_since()
    {
        var world = new LoggerWorld(Wednesday, "12:00", 3, days: 20);
        Assert.Empty((await world.RunAsync(() => world.Logger().CatchUpAsync())).Earlier);
        world.Clock.AdvanceTo(KoreaTime.At(Friday.AddDays(4), new TimeOnly(18, 30)));
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());

        // Monday the 25th is a holiday.
        Assert.Equal([Wednesday, Thursday, Friday], report.Earlier.Select(earlier => earlier.Session.Date));
        Assert.Equal((Friday.AddDays(4), true, true), (report.Session.Date, report.IsComplete, report.IsFinal));
        Assert.Empty(report.Unfinished);
        foreach (var date in new[] { Wednesday, Thursday, Friday, Friday.AddDays(4) })
            world.AssertStored(Venue.Krx, date);
        var again = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.Equal((0, 0), (again.Earlier.Count, again.Calls));
    }

    [Fact]
    public async Task M24_a_run_without_a_date_names_the_sessions_that_it_could_not_finish()
    {
        var world = new LoggerWorld(Wednesday, "12:00", 3);
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        world.Clock.AdvanceTo(KoreaTime.At(Friday, new TimeOnly(18, 30)));
        world.Kis.Faults.Always(HttpFault.Status(404), request => request.Uri.Query.Contains("20260520", StringComparison.Ordinal));
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.Equal([Wednesday], report.Unfinished);
        Assert.Equal((false, 2), (report.IsFinal, report.Earlier.Count));
        Assert.Contains("; unfinished: 2026-05-20", report.ToText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(2, 2)]
    [InlineData(0, 0)]
    public async Task After_weeks_off_the_last_sessions_are_finished_as_many_as_the_option_says(int option, int sessions)
    {
        var world = new LoggerWorld(Wednesday, "12:00", 1, days: 60);
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        world.Clock.AdvanceTo(KoreaTime.At(Wednesday.AddDays(30), new TimeOnly(18, 30)));
        var report = await world.RunAsync(() => world.Logger(new KlineLoggerOptions { UnfinishedSessions = option }).CatchUpAsync());
        Assert.Equal(sessions, report.Earlier.Count);
        Assert.True(report.IsFinal);
    }

    [Fact]
    public async Task M25_what_a_failed_put_left_pending_is_written_before_a_stop()
    {
        var world = new LoggerWorld(Wednesday, "09:30", 4);
        world.Store.BeforePut = _ =>
        {
            var now = world.Clock.GetUtcNow();
            if (now >= KoreaTime.At(Wednesday, new TimeOnly(10, 20)) && now < KoreaTime.At(Wednesday, new TimeOnly(10, 50)))
                throw new ObjectStoreException(ObjectStoreError.Unavailable, "x", "down");
        };
        // Nothing is fetched until the store takes what was fetched before.
        await RunUntilAsync(world, Wednesday, "10:50:01", []);
        Assert.InRange(TimeOnly.FromDateTime(world.Held(Wednesday).Slices().Last().Minute), new TimeOnly(10, 19), new TimeOnly(10, 26));
    }

    [Fact]
    public async Task M25_a_store_that_recovers_within_the_grace_of_a_stop_has_everything()
    {
        var (world, _) = await StopAsync(outage: TimeSpan.FromSeconds(20));
        Assert.InRange(TimeOnly.FromDateTime(world.Held(Wednesday).Slices().Last().Minute), new TimeOnly(10, 19), new TimeOnly(10, 26));
    }

    [Fact]
    public async Task M25_a_store_that_does_not_recover_ends_the_run_with_the_grace_and_nothing_is_claimed()
    {
        var (world, lasted) = await StopAsync(outage: TimeSpan.FromHours(1));
        Assert.InRange(lasted.TotalSeconds, 30, 31);
        Assert.True(world.Covered(Wednesday).Symbols.Values.Max(symbol => symbol.Through) < new TimeOnly(10, 20));
        Assert.True(world.Held(Wednesday).Slices().Last().Minute < Wednesday.ToDateTime(new TimeOnly(10, 20)));
    }

    // The store fails from 10:20 until so long after the stop at 10:30. Returns how long the run took to end.
    private static async Task<(LoggerWorld World, TimeSpan Lasted)> StopAsync(TimeSpan outage)
    {
        var (world, stop) = (new LoggerWorld(Wednesday, "09:30", 4), KoreaTime.At(Wednesday, new TimeOnly(10, 30)));
        world.Store.BeforePut = _ =>
        {
            if (world.Clock.GetUtcNow() >= stop - TimeSpan.FromMinutes(10) && world.Clock.GetUtcNow() < stop + outage)
                throw new ObjectStoreException(ObjectStoreError.Unavailable, "x", "down");
        };
        await RunUntilAsync(world, Wednesday, "10:30", []);
        return (world, world.Clock.GetUtcNow() - stop);
    }

    [Fact]
    public async Task M32_a_run_before_the_evening_is_open_and_the_next_one_without_a_date_finishes_it_first()
    {
        var day = new DateOnly(2026, 9, 15);
        var world = new LoggerWorld(day, "15:45", 4);
        var early = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.Equal((true, false, 4), (early.IsComplete, early.IsFinal, early.Count(SymbolDayState.Open)));
        world.Clock.AdvanceTo(KoreaTime.At(day.AddDays(1), new TimeOnly(15, 45)));
        var next = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.Equal((day, true, false), (Assert.Single(next.Earlier).Session.Date, next.Earlier[0].IsFinal, next.IsFinal));
        Assert.True(next.Earlier[0].Finished <= next.Started);
        world.AssertStored(Venue.Krx, day);
        Assert.Contains("2026-09-15 J", next.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bars_that_are_being_written_when_a_run_is_cancelled_are_written()
    {
        var world = new LoggerWorld(Wednesday, "18:30", 4);
        using var stop = new CancellationTokenSource();
        world.Store.BeforePut = key =>
        {
            if (!key.EndsWith(".probe", StringComparison.Ordinal) && !stop.IsCancellationRequested)
            {
                stop.Cancel();
                throw new OperationCanceledException(stop.Token);
            }
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.RunAsync(() => world.Logger().CatchUpAsync(Wednesday, null, stop.Token)));
        world.AssertStored(Venue.Krx, Wednesday);
    }

    private static async Task RunUntilAsync(LoggerWorld world, DateOnly date, string time, List<CatchUpReport> reports)
    {
        var until = KoreaTime.At(date, TimeOnly.Parse(time, null));
        using var stop = new CancellationTokenSource(until - world.Clock.GetUtcNow(), world.Clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.Clock.RunAsync(
            () => world.Logger().RunAsync(new Observer<CatchUpReport>(reports), stop.Token)));
    }
}
