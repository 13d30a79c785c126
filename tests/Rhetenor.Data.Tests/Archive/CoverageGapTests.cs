using Rhetenor.Data.Tests.Logger;

namespace Rhetenor.Data.Tests.Archive;

/// <summary>What is missing is asked for, and only that.</summary>
public sealed class CoverageGapTests
{
    private static readonly DateOnly Tuesday = new(2026, 5, 19);
    private static readonly DateOnly Wednesday = new(2026, 5, 20);

    [Fact]
    public async Task Gaps_are_what_a_catch_up_asks_for_and_then_there_are_none()
    {
        var world = new LoggerWorld(Wednesday, "18:30", 8);
        var symbols = world.Symbols.ToList();
        await world.RunAsync(() => Logger(world, [.. symbols.Take(5)]).CatchUpAsync(Tuesday));
        await world.RunAsync(() => Logger(world, [.. symbols.Skip(3)]).CatchUpAsync(Wednesday));
        var gaps = await Archive(world).FindGapsAsync(new(Tuesday, Wednesday, symbols), At(world));
        Assert.Equal(
            [.. symbols.Skip(5).Order().Select(symbol => (Tuesday, symbol)), .. symbols.Take(3).Order().Select(symbol => (Wednesday, symbol))],
            gaps.Select(gap => (gap.Session.Date, gap.Symbol)));
        var plan = await world.RunAsync(() => world.Logger().PlanAsync(Tuesday, Wednesday));
        Assert.Equal(plan.Sum(session => session.Symbols), gaps.Count);

        // The logger that fills them need not follow any of them, and they may come in any order.
        var calls = world.Kis.Calls.Count;
        var reports = await world.RunAsync(() => Logger(world, ["005930"]).CatchUpAsync(gaps.Reverse()));
        Assert.Equal([Tuesday, Wednesday], reports.Select(report => report.Session.Date));
        Assert.All(reports, report => Assert.True(report.IsComplete));
        Assert.Equal(gaps.Select(gap => gap.Symbol).Order(), world.Kis.Calls.Skip(calls).Where(call => call.Symbol is not null)
            .Select(call => (call.Symbol!, call.Date)).Distinct().Select(call => call.Item1).Order());
        Assert.Empty(await Archive(world).FindGapsAsync(new(Tuesday, Wednesday, symbols), At(world)));
        Assert.True((await Archive(world).ReportCoverageAsync(new(Tuesday, Wednesday, symbols), At(world))).IsFinal);
        world.AssertStored(Venue.Krx, Tuesday);
        world.AssertStored(Venue.Krx, Wednesday);
    }

    [Fact]
    public async Task A_day_half_logged_is_a_gap_from_its_beginning_on_once_it_has_settled()
    {
        var world = new LoggerWorld(Wednesday, "10:30:20", 4);
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.Empty(await Archive(world).FindGapsAsync(KlineQuery.Day(Wednesday), At(world)));
        world.Clock.AdvanceTo(KoreaTime.At(Wednesday, new TimeOnly(18, 30)));
        var gaps = await Archive(world).FindGapsAsync(KlineQuery.Day(Wednesday), At(world));
        Assert.All(gaps, gap => Assert.Equal(new TimeOnly(9, 0), TimeOnly.FromDateTime(gap.From)));
        Assert.Equal(4, gaps.Count);
        await world.RunAsync(() => world.Logger().CatchUpAsync(gaps));
        world.AssertStored(Venue.Krx, Wednesday);
        Assert.Empty(await Archive(world).FindGapsAsync(KlineQuery.Day(Wednesday), At(world)));
    }

    [Fact]
    public async Task Bars_that_are_lost_though_they_were_covered_are_fetched_again()
    {
        var world = new LoggerWorld(Wednesday, "18:30", 5);
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        world.Store.Remove(world.Store.Puts.Single(key => KlineKey.TryParse(key, out _)));
        var gaps = await Archive(world).FindGapsAsync(KlineQuery.Day(Wednesday), At(world));
        Assert.All(gaps, gap => Assert.Equal(gap.Session.FirstMinute, gap.From));
        // The coverage rests on that object: nothing it says is believed, of no symbol.
        Assert.Equal(world.Symbols.Order(StringComparer.Ordinal), gaps.Select(gap => gap.Symbol));

        // The everyday catch-up sees it as well.
        Assert.Equal(gaps.Count, (await world.RunAsync(() => world.Logger().PlanAsync(Wednesday, Wednesday)))[0].Symbols);
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        world.AssertStored(Venue.Krx, Wednesday);
        Assert.Empty(await Archive(world).FindGapsAsync(KlineQuery.Day(Wednesday), At(world)));
    }

    [Fact]
    public async Task H3_P9_what_an_object_that_cannot_be_read_was_to_prove_is_a_gap()
    {
        var world = new LoggerWorld(Wednesday, "12:00:20", 4);
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        world.Clock.AdvanceTo(KoreaTime.At(Wednesday, new TimeOnly(18, 30)));
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        var morning = world.Store.Puts.First(key => KlineKey.TryParse(key, out _));
        world.Store.Overwrite(morning, world.Store[morning][..^9]);
        var report = await Archive(world).ReportCoverageAsync(KlineQuery.Day(Wednesday), At(world));
        Assert.Contains(report.Sessions[0].Symbols, day => day.State == SymbolDayState.Doubtful);
        Assert.Equal(world.Symbols.Order(StringComparer.Ordinal), report.Gaps.Select(gap => gap.Symbol));

        await world.RunAsync(() => world.Logger().CatchUpAsync(report.Gaps));
        Assert.Empty((await Archive(world).ReportCoverageAsync(KlineQuery.Day(Wednesday), At(world))).Gaps);
        world.Store.Remove(morning);
        world.AssertStored(Venue.Krx, Wednesday);
        Assert.True((await Archive(world).ReportCoverageAsync(KlineQuery.Day(Wednesday), At(world))).IsFinal);
    }

    [Fact]
    public async Task A_gap_that_supposes_more_than_is_covered_leaves_no_hole()
    {
        var world = new LoggerWorld(Wednesday, "10:30:20", 2);
        await world.RunAsync(() => world.Logger().CatchUpAsync());
        world.Clock.AdvanceTo(KoreaTime.At(Wednesday, new TimeOnly(18, 30)));
        var session = TradingSession.For(Venue.Krx, Wednesday)!;
        await world.RunAsync(() => world.Logger().CatchUpAsync(world.Symbols.Select(symbol => new KlineGap(session, symbol, session.Date.ToDateTime(new TimeOnly(14, 0))))));
        world.AssertStored(Venue.Krx, Wednesday);
    }

    [Fact]
    public async Task Gaps_of_another_venue_or_of_no_short_code_are_refused()
    {
        var world = new LoggerWorld(Wednesday, "18:30", 1);
        var other = new KlineGap(TradingSession.For(Venue.Nextrade, Wednesday)!, "005930");
        var exception = await Assert.ThrowsAsync<ArgumentException>(() => world.Logger().CatchUpAsync([other]));
        Assert.Contains("2026-05-20 NX 005930 from 08:00", exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => world.Logger().CatchUpAsync([new KlineGap(TradingSession.For(Venue.Krx, Wednesday)!, "x")]));
        Assert.Empty(await world.Logger().CatchUpAsync(Array.Empty<KlineGap>()));
        Assert.Empty(world.Kis.Calls);
    }

    private static KlineArchive Archive(LoggerWorld world) => new(world.Store);

    private static KlineReportContext At(LoggerWorld world) => new(timeProvider: world.Clock);

    private static HantooKlineLogger Logger(LoggerWorld world, IEnumerable<string> symbols) =>
        new(symbols, world.Store, world.Client(), timeProvider: world.Clock);
}
