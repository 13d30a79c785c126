using Xunit.Abstractions;

namespace Rhetenor.Data.Tests.Logger;

/// <summary>What evidence costs in calls.</summary>
public sealed class EvidenceCostTests(ITestOutputHelper output)
{
    [Fact]
    public async Task For_past_sessions_one_daily_call_answers_for_a_hundred_of_them()
    {
        // From 2026-09-14 on a session ends at 20:00, and hardly a symbol trades in its last minute.
        var (from, to) = (new DateOnly(2026, 9, 14), new DateOnly(2027, 3, 12));
        var world = new LoggerWorld(to.AddDays(1), "10:00", 4, days: 400);
        var reports = await world.RunAsync(() => world.Logger().CatchUpAsync(from, to));
        var calls = reports.Sum(report => report.Calls);
        var daily = world.Kis.Requests.Count(request => request.Uri.AbsolutePath.Contains("inquire-daily-itemchartprice", StringComparison.Ordinal));
        output.WriteLine($"{reports.Count} sessions, 4 symbols: {calls} calls, {daily} of them for daily bars: {100.0 * daily / calls:0.00} %");
        Assert.All(reports, report => Assert.True(report.IsFinal, report.ToText()));
        Assert.InRange(reports.Count, 101, 130);
        Assert.InRange(daily, 1, 2 * 4);
        Assert.True(daily * 100 < calls, $"{daily} of {calls} calls");
    }

    [Fact]
    public async Task A_day_logged_live_costs_one_whole_reading_at_night_and_one_caught_up_in_the_evening_nothing()
    {
        var day = new DateOnly(2026, 9, 15);
        var evening = new LoggerWorld(day, "20:30", 10);
        var caught = await evening.RunAsync(() => evening.Logger().CatchUpAsync());
        var again = await evening.RunAsync(() => evening.Logger().CatchUpAsync());
        Assert.Equal((true, 0), (caught.IsFinal, again.Calls));

        var live = new LoggerWorld(day, "08:50", 10);
        using var stop = new CancellationTokenSource(KoreaTime.At(day, new TimeOnly(19, 58)) - live.Clock.GetUtcNow(), live.Clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => live.Clock.RunAsync(() => live.Logger().RunAsync(null, stop.Token)));
        var logged = live.Kis.Requests.Count;
        live.Clock.AdvanceTo(KoreaTime.At(day, new TimeOnly(20, 30)));
        var night = await live.RunAsync(() => live.Logger().CatchUpAsync());
        output.WriteLine($"10 symbols: {caught.Calls} calls for an evening's catch-up; {logged} calls live and {night.Calls} for the whole reading at night");
        Assert.Equal((true, caught.Calls), (night.IsFinal, night.Calls));
        live.AssertStored(Venue.Krx, day);
    }

    [Fact]
    public async Task M41_a_run_that_has_nothing_to_do_makes_as_many_requests_after_a_hundred_sessions_as_after_a_dozen()
    {
        var (from, to) = (new DateOnly(2026, 1, 2), new DateOnly(2026, 6, 5));
        var world = new LoggerWorld(from, "18:30", 2, days: 400);
        var sessions = new List<DateOnly>();
        for (var date = from; date <= to; date = date.AddDays(1))
        {
            if (KrxCalendar.GetDay(date) == MarketDay.Session)
                sessions.Add(date);
        }

        var requests = new List<(int Lists, int Reads)>();
        foreach (var date in sessions)
        {
            world.Clock.AdvanceTo(KoreaTime.At(date, new TimeOnly(20, 30)));
            await world.RunAsync(() => world.Logger().CatchUpAsync());
            var (lists, reads) = (world.Store.Lists.Count, world.Store.Reads.Count);
            var idle = await world.RunAsync(() => world.Logger().CatchUpAsync());
            Assert.Equal((0, true), (idle.Calls, idle.IsFinal));
            requests.Add((world.Store.Lists.Count - lists, world.Store.Reads.Count - reads));
        }

        // Ten earlier sessions are in one month, or in two.
        output.WriteLine($"{sessions.Count} sessions: {string.Join(' ', requests)}");
        Assert.InRange(sessions.Count, 100, 110);
        var (most, last) = (requests[12..40].Max(), requests[^40..].Max());
        Assert.Equal(most, last);
        Assert.All(requests[12..], request => Assert.Equal(12, request.Reads));
    }
}
