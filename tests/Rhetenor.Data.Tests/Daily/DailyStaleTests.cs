namespace Rhetenor.Data.Tests.Daily;

/// <summary>Answers that are older than the sessions, or empty, cover nothing.</summary>
public sealed class DailyStaleTests
{
    private static readonly DateOnly From = new(2025, 1, 1), Today = new(2026, 11, 20), Monday = new(2026, 11, 23), Tuesday = new(2026, 11, 24);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_evening_on_which_KIS_does_not_have_the_session_yet_covers_nothing(bool withMasters)
    {
        var world = World();
        await world.CatchUpAsync(world.Logger(withMasters: withMasters));
        world.Clock.Advance(TimeSpan.FromDays(3));
        world.Kis.Faults.Always(KisFault.WithoutNewest(1), IsDaily);
        var stale = await world.CatchUpAsync(world.Logger(withMasters: withMasters));
        Assert.Equal((Today, 0, 0), (stale.Session.Date, stale.NewBars, stale.Objects.Count));
        world.Kis.Faults.Clear();
        var report = await world.CatchUpAsync(world.Logger(withMasters: withMasters));
        Assert.Equal((Monday, true), (report.Session.Date, report.IsComplete));
        await world.AssertStoredAsync(Monday);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_symbol_without_the_newest_session_is_a_doubt_and_its_session_is_stored_later(bool withMasters)
    {
        var world = World();
        await world.CatchUpAsync(world.Logger(withMasters: withMasters));
        world.Clock.Advance(TimeSpan.FromDays(3));
        world.Kis.Faults.Always(KisFault.WithoutNewest(1), request => IsOf(request, "000660"));
        var stale = (await world.CatchUpAsync(world.Logger(withMasters: withMasters))).Symbols.Single(outcome => outcome.Symbol == "000660");
        Assert.Equal((SymbolDayState.Doubtful, Today.ToDateTime(TimeOnly.MinValue)), (stale.State, stale.Through));
        world.Kis.Faults.Clear();
        world.Clock.Advance(TimeSpan.FromDays(1));
        var report = await world.CatchUpAsync(world.Logger(withMasters: withMasters));
        Assert.Equal((Tuesday, true), (report.Session.Date, report.IsComplete));
        await world.AssertStoredAsync(Tuesday);
    }

    [Fact]
    public void A_session_between_the_stored_ones_and_the_range_is_kept()
    {
        var bars = DateRange.Days(new(2026, 11, 16), Today).Index().Select(day => new HantooDailyBar(day.Item, 10_000, 100) { Bar = new(100, 100, 100, 100, 10_000, 100, 100) }).ToList();
        var question = new DailyQuestion(Venue.Krx, "005930", new(2026, 11, 19), Today, new SessionDates(bars.Select(bar => bar.Date), [])) { StoredBefore = bars[0].Date };
        var walk = new DailyWalk(question);
        walk.Add(bars);
        Assert.Null(walk.Next);
        Assert.Equal((4, new DateOnly(2026, 11, 17)), (walk.Result().Bars.Count, walk.Result().Question.From));
    }

    [Fact]
    public async Task M2_empty_answers_to_everyone_end_the_run_and_cover_nothing()
    {
        var world = World();
        world.Kis.Faults.Always(KisFault.EmptyPage(), IsDaily);
        for (var run = 0; run < 2; run++)
        {
            var failure = await Assert.ThrowsAsync<HantooException>(() => world.CatchUpAsync(world.Logger(withMasters: false)));
            Assert.Equal(HantooError.UnexpectedReply, failure.Error);
            Assert.EndsWith("reference symbol 005930, and nothing was fetched without them: KIS has no session of the symbol.", failure.Message, StringComparison.Ordinal);
            world.Clock.Advance(TimeSpan.FromMinutes(61));
        }

        Assert.Empty(world.Store.Puts);
        world.Kis.Faults.Clear();
        Assert.True((await world.CatchUpAsync(world.Logger(withMasters: false))).IsComplete);
        await world.AssertStoredAsync(Today);
    }

    [Fact]
    public async Task M2_an_empty_answer_never_decides_that_a_symbol_does_not_exist()
    {
        var world = World();
        world.Kis.Faults.Always(KisFault.EmptyPage(), request => IsOf(request, "000660"));
        var first = (await world.CatchUpAsync(world.Logger(withMasters: false))).Symbols.Single(outcome => outcome.Symbol == "000660");
        Assert.Equal(SymbolDayState.Doubtful, first.State);
        world.Kis.Faults.Clear();
        Assert.True((await world.CatchUpAsync(world.Logger(withMasters: false))).IsComplete);
        await world.AssertStoredAsync(Today);
    }

    [Fact]
    public async Task The_plan_holds_when_the_first_date_is_no_session()
    {
        var world = World();
        var plan = await world.RunAsync(() => world.Logger().PlanAsync());
        var report = await world.CatchUpAsync();
        Assert.Equal((true, plan.CallsAtMost), (report.IsComplete, report.Calls));
    }

    private static bool IsDaily(SimulatedRequest request) => request.Uri.AbsolutePath.Contains("daily", StringComparison.Ordinal);

    private static bool IsOf(SimulatedRequest request, string symbol) => request.Uri.Query.Contains($"FID_INPUT_ISCD={symbol}", StringComparison.Ordinal);

    private static DailyWorld World() => new([.. KisSymbols.Mix(4).Select(symbol => symbol with { Kind = KisSymbolKind.Thin })], From, Today);
}
