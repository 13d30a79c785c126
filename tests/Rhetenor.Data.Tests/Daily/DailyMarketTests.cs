namespace Rhetenor.Data.Tests.Daily;

/// <summary>Many years of a market with events and delistings, and a process that dies.</summary>
public sealed class DailyMarketTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);

    [Fact]
    public async Task Two_hundred_symbols_over_15_years_with_60_events_and_20_delistings_equal_the_truth_with_the_calls_of_the_plan()
    {
        var world = Market(200, new(2011, 11, 21), events: 60, delistings: 20);
        var living = world.Listing.Where(symbol => symbol.Delisted is null).Select(symbol => symbol.Code).ToList();
        var plan = await world.RunAsync(() => world.Logger(living).PlanAsync());
        var report = await world.CatchUpAsync(world.Logger(living));
        Assert.True(report.IsComplete, report.ToString());
        Assert.Equal((180, plan.CallsAtMost), (plan.Symbols, report.Calls));

        // Where a delisted symbol ends is known only from the answers: a call more proves it, and the years after it cost none.
        var all = await world.RunAsync(() => world.Logger().PlanAsync());
        var rest = await world.CatchUpAsync();
        Assert.Equal(20, rest.Symbols.Count(outcome => outcome.State == SymbolDayState.Doubtful));
        Assert.InRange(rest.Calls, 20, all.CallsAtMost);
        Assert.Equal(Pages(world, all.Session.Date), rest.Calls);
        world.Clock.Advance(TimeSpan.FromMinutes(61));
        var ends = await world.CatchUpAsync();
        Assert.True(ends.IsComplete, ends.ToString());
        await world.AssertStoredAsync(Today);
    }

    [Fact]
    public async Task A_run_killed_at_any_write_is_continued_and_loses_no_more_than_the_bars_not_written()
    {
        var whole = Market(8, new(2022, 11, 21), events: 4, delistings: 1);
        var options = new DailyLoggerOptions { BarsPerWrite = 1_200 };
        var calls = (await whole.CatchUpAsync(whole.Logger(options: options))).Calls;
        var puts = whole.Store.Puts.Count;
        Assert.InRange(puts, 20, 60);
        for (var kill = 1; kill <= puts; kill++)
        {
            var world = Market(8, new(2022, 11, 21), events: 4, delistings: 1, whole);
            world.Store.AfterPut = _ => Die(world.Store.Puts.Count == kill);
            world.Store.BeforePut = _ => Die(world.Store.Puts.Count >= kill);
            await Assert.ThrowsAsync<ObjectStoreException>(() => world.CatchUpAsync(world.Logger(options: options)));
            (world.Store.AfterPut, world.Store.BeforePut) = (null, null);
            await world.CatchUpAsync(world.Logger(options: options));
            world.Clock.Advance(TimeSpan.FromMinutes(61));
            var report = await world.CatchUpAsync(world.Logger(options: options));
            Assert.True(report.IsComplete, $"killed at {kill}: {report}");
            await world.AssertStoredAsync(Today);
            Assert.InRange(world.Kis.CallsOf("FHKST03010100"), calls, calls + 50);
        }
    }

    [Fact]
    public async Task M1_M4_M6_answers_that_are_cut_empty_or_of_another_symbol_never_make_a_history_short_or_wrong()
    {
        var truth = Market(4, new(2024, 1, 2), events: 2, delistings: 0);
        for (var seed = 1; seed <= 12; seed++)
        {
            var world = Market(4, new(2024, 1, 2), events: 2, delistings: 0, truth);
            HttpFault[] faults = [KisFault.EmptyPage(), KisFault.FirstRows(37), KisFault.Duplicates(), KisFault.RowField("stck_clpr", ""), KisFault.RowsDated(new(2025, 3, 4)), KisFault.TruncatedJson(), KisFault.RowsMissing()];
            foreach (var (place, fault) in faults.Index())
                world.Kis.Faults.Randomly(0.06, seed + (100 * place), fault, request => request.Uri.AbsolutePath.Contains("daily", StringComparison.Ordinal));
            for (var run = 0; run < 4 && !(await world.CatchUpAsync()).IsComplete; run++)
                world.Clock.Advance(TimeSpan.FromMinutes(20));
            world.Kis.Faults.Clear();
            Assert.True((await world.CatchUpAsync()).IsComplete);
            await world.AssertStoredAsync(Today);
        }
    }

    // One call for each page, and one for the end of a symbol that ended.
    private static int Pages(DailyWorld world, DateOnly through) => world.Listing.Where(symbol => symbol.Delisted is not null)
        .Sum(symbol => 1 + PagesOf(world.Sessions(symbol.Code, through).Count(), symbol.Listed is not null)) + Reference(world, through);

    private static int Reference(DailyWorld world, DateOnly through) => PagesOf(world.Sessions("005930", through).Count(), isListedLater: false);

    private static int PagesOf(int sessions, bool isListedLater) => isListedLater ? 1 + ((sessions - 1) / 99) : 1 + ((Math.Max(0, sessions - 100) + 98) / 99);

    private static void Die(bool isNow)
    {
        if (isNow)
            throw new ObjectStoreException(ObjectStoreError.Unsupported, "any", "the process dies");
    }

    // The first half of the symbols is older than the range, the others are listed in it. The last ones are delisted.
    private static DailyWorld Market(int count, DateOnly from, int events, int delistings, DailyWorld? same = null)
    {
        var days = Today.DayNumber - from.DayNumber;
        var listing = KisSymbols.Mix(count).Select((symbol, i) => symbol with
        {
            Kind = KisSymbolKind.Thin,
            Listed = i < count / 2 ? null : Session(from.AddDays(days * (i - (count / 2)) / count)),
            Delisted = i < count - delistings ? null : Session(from.AddDays((days * 3 / 4) + (days * (i - count + delistings) / (5 * delistings)))),
        }).ToList();
        CapitalEventKind[] kinds = [CapitalEventKind.Split, CapitalEventKind.Bonus, CapitalEventKind.Rights, CapitalEventKind.Reduction, CapitalEventKind.Consolidation, CapitalEventKind.Dividend];
        decimal[] factors = [0.2m, 0.5m, 0.95m, 3m, 5m, 1m];
        var all = Enumerable.Range(0, events).Select(i => new CapitalEvent(
            listing[i * count / events].Code, Session(from.AddDays((days / 2) + (days * i / (3 * events)))), kinds[i % kinds.Length], factors[i % kinds.Length])).ToList();
        return new(listing, from, Today, all, truth: same?.Truth);
    }

    private static DateOnly Session(DateOnly date) => DateRange.Days(date, date.AddDays(20)).First(day => KrxCalendar.GetDay(day) != MarketDay.Closed);
}
