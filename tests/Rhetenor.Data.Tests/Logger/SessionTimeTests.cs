namespace Rhetenor.Data.Tests.Logger;

/// <summary>What a run does before, between and after sessions, and about symbols that trade rarely.</summary>
public sealed class SessionTimeTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);

    [Theory]
    [InlineData(Venue.Krx, "07:30")]
    [InlineData(Venue.Krx, "09:00:59")]
    [InlineData(Venue.Unified, "08:00:30")]
    public async Task E7_a_run_before_the_open_stores_nothing_and_the_day_is_open(Venue venue, string time)
    {
        var world = new LoggerWorld(Day, time, 3);
        var report = await world.RunAsync(() => world.Logger(new KlineLoggerOptions { Venue = venue }).CatchUpAsync(Day));
        Assert.Equal((0, 0), (report.NewBars, report.Calls));
        Assert.All(report.Symbols, symbol => Assert.Equal((SymbolDayState.Open, null), (symbol.State, symbol.Through)));
        Assert.Equal((true, false), (report.IsComplete, report.IsFinal));
        Assert.Empty(world.Store.Puts);
    }

    [Theory]
    [InlineData(Venue.Krx, "2026-05-20", "17:59:50", false)]
    [InlineData(Venue.Krx, "2026-05-20", "18:00:20", true)]
    [InlineData(Venue.Krx, "2026-09-16", "18:30", false)] // with an after-market
    [InlineData(Venue.Krx, "2026-09-16", "20:30", true)]
    [InlineData(Venue.Nextrade, "2026-05-20", "19:59:50", false)]
    [InlineData(Venue.Nextrade, "2026-05-20", "20:30", true)]
    [InlineData(Venue.Unified, "2026-05-20", "19:59:50", false)]
    [InlineData(Venue.Unified, "2026-05-20", "20:30", true)]
    public async Task E9_a_day_is_not_final_before_its_venue_s_evening(Venue venue, string day, string time, bool isFinal)
    {
        var date = DateOnly.Parse(day, null);
        var world = new LoggerWorld(date, time, 3);
        var report = await world.RunAsync(() => world.Logger(new KlineLoggerOptions { Venue = venue }).CatchUpAsync(date));
        Assert.Equal((true, isFinal), (report.IsComplete, report.IsFinal));
        var coverage = await new KlineArchive(world.Store, new() { Venue = venue }).ReadCoverageAsync(KlineQuery.Day(date)).SingleAsync();
        Assert.All(coverage.Symbols.Values.Where(symbol => symbol.State == SymbolDayState.Complete), symbol => Assert.Equal(isFinal, symbol.IsFinal));
    }

    [Theory]
    [InlineData(11)]
    [InlineData(20)]
    public async Task E11_after_many_closed_days_in_a_row_the_session_before_them_is_caught_up(int closed)
    {
        // Thursday the 30th of April is the last session.
        var last = new DateOnly(2026, 4, 30);
        var world = new LoggerWorld(last.AddDays(closed + 1), "12:00", 2);
        var report = await world.RunAsync(() => world.Logger(calendar: new ClosedSince(last)).CatchUpAsync());
        Assert.Equal((last, true), (report.Session.Date, report.IsFinal));
        world.AssertStored(Venue.Krx, last);
    }

    [Fact]
    public async Task E15_halted_idle_and_thin_symbols_are_whole_and_not_asked_for_again()
    {
        var world = new LoggerWorld(Day, "18:30", 60);
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        Assert.True(report.IsFinal, report.ToText());
        world.AssertStored(Venue.Krx, Day);
        foreach (var kind in Enum.GetValues<KisSymbolKind>())
        {
            var symbols = world.Listing.Where(symbol => symbol.Kind == kind).Select(symbol => symbol.Code).ToList();
            Assert.NotEmpty(symbols);

            // A minute without a trade is no reason to ask again.
            foreach (var outcome in report.Symbols.Where(outcome => symbols.Contains(outcome.Symbol)))
                Assert.InRange(outcome.Calls, 1, 1 + (world.Truth.FinalBars(Venue.Krx, Day, outcome.Symbol).Count / 120));
        }

        Assert.Equal(0, (await world.RunAsync(() => world.Logger().CatchUpAsync())).Calls);
    }

    private sealed class ClosedSince(DateOnly last) : IMarketCalendar
    {
        public ValueTask<MarketDay> GetDayAsync(DateOnly date, CancellationToken cancellationToken = default) =>
            new(date > last ? MarketDay.Closed : KrxCalendar.GetDay(date));
    }
}
