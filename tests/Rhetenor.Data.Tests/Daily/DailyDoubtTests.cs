namespace Rhetenor.Data.Tests.Daily;

/// <summary>Which doubts there are, what settles them, and that no success of another range hides a failure.</summary>
public sealed class DailyDoubtTests
{
    private static readonly DateOnly From = new(2025, 1, 2), Today = new(2026, 11, 20);

    [Fact]
    public async Task A_failed_range_is_reported_although_another_range_of_the_symbol_succeeds()
    {
        var world = World();
        await world.CatchUpAsync(world.Logger(options: new() { From = new(2026, 1, 2) }));
        world.Clock.Advance(TimeSpan.FromDays(3));
        world.Kis.Faults.Always(KisFault.RowField("stck_clpr", ""), request => IsOf(request, "000660") && request.Uri.Query.Contains("FID_INPUT_DATE_2=2025", StringComparison.Ordinal));
        world.Kis.Faults.Always(KisFault.RowField("stck_clpr", ""), request => IsOf(request, "000660") && request.Uri.Query.Contains("FID_INPUT_DATE_2=202601", StringComparison.Ordinal));
        var report = await world.CatchUpAsync();
        Assert.Equal((SymbolDayState.Failed, false), (report.Symbols.Single(outcome => outcome.Symbol == "000660").State, report.IsComplete));
        world.Kis.Faults.Clear();
        Assert.True((await world.CatchUpAsync()).IsComplete);
        await world.AssertStoredAsync(new(2026, 11, 23));
    }

    [Fact]
    public async Task M6_a_page_of_another_symbol_is_no_continuation_of_the_stored_bars()
    {
        var world = World();
        await world.CatchUpAsync();
        world.Clock.Advance(TimeSpan.FromDays(3));
        world.Kis.Faults.Always(KisFault.OtherSymbol("000660"), request => IsOf(request, world.Symbols[2]));
        var outcome = (await world.CatchUpAsync(world.Logger())).Symbols[2];
        Assert.Equal(SymbolDayState.Doubtful, outcome.State);
        Assert.Contains("2026-11-20 differs from the stored one", outcome.Reason, StringComparison.Ordinal);
        world.Kis.Faults.Clear();
        world.Clock.Advance(TimeSpan.FromHours(2));
        Assert.True((await world.CatchUpAsync()).IsComplete);
        await world.AssertStoredAsync(new(2026, 11, 23));
    }

    [Fact]
    public async Task A_session_is_not_fetched_within_the_margin_after_its_figures_have_settled()
    {
        var world = World();
        world.Clock.Advance(TimeSpan.FromDays(3) - TimeSpan.FromMinutes(20) + TimeSpan.FromSeconds(5));
        Assert.Equal(Today, (await world.RunAsync(() => world.Logger().PlanAsync())).Session.Date);
        world.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(new DateOnly(2026, 11, 23), (await world.RunAsync(() => world.Logger().PlanAsync())).Session.Date);
    }

    [Fact]
    public async Task Rows_that_KIS_marks_as_adjusted_are_asked_for_again_and_then_a_doubt()
    {
        var world = World();
        world.Kis.Faults.Always(KisFault.RowField("mod_yn", "Y"), request => IsOf(request, "000660"));
        var outcome = (await world.CatchUpAsync()).Symbols.Single(outcome => outcome.Symbol == "000660");
        Assert.Equal(SymbolDayState.Doubtful, outcome.State);
        Assert.Contains("as adjusted", outcome.Reason, StringComparison.Ordinal);
        world.Kis.Faults.Clear();
        Assert.True((await world.CatchUpAsync()).IsComplete);
    }

    [Fact]
    public async Task A_doubt_is_settled_only_an_hour_later_and_only_by_the_same_sessions()
    {
        var world = World();
        world.Kis.Faults.Always(KisFault.EmptyPage(), request => IsOf(request, "000660"));
        Assert.Equal(SymbolDayState.Doubtful, await StateAsync());
        world.Clock.Advance(TimeSpan.FromMinutes(50));
        Assert.Equal(SymbolDayState.Doubtful, await StateAsync());

        // An hour after the first reading, the sessions are others.
        world.Clock.Advance(TimeSpan.FromMinutes(20));
        world.Kis.Faults.Clear();
        world.Kis.Faults.Always(KisFault.RowField("stck_lwpr", "0"), request => IsOf(request, "000660"));
        Assert.Equal(SymbolDayState.Doubtful, await StateAsync());
        world.Kis.Faults.Clear();
        world.Kis.Faults.Always(KisFault.EmptyPage(), request => IsOf(request, "000660"));
        Assert.Equal(SymbolDayState.NotListed, await StateAsync());

        async Task<SymbolDayState> StateAsync() => (await world.CatchUpAsync()).Symbols.Single(outcome => outcome.Symbol == "000660").State;
    }

    private static bool IsOf(SimulatedRequest request, string symbol) => request.Uri.Query.Contains($"FID_INPUT_ISCD={symbol}", StringComparison.Ordinal);

    private static DailyWorld World() => new([.. KisSymbols.Mix(4).Select(symbol => symbol with { Kind = KisSymbolKind.Thin })], From, Today);
}
