namespace Rhetenor.Data.Tests.Logger;

/// <summary>Every listed symbol, a whole session, on the virtual clock.</summary>
public sealed class ScaleTests
{
    [Theory]
    [InlineData("2026-05-20", "18:30", 2_700)]
    [InlineData("2026-09-16", "20:30", 2_700)]
    public async Task C27_P13_a_session_of_every_symbol_takes_its_pages_at_the_configured_pace(string day, string now, int symbols)
    {
        var date = DateOnly.Parse(day, null);
        var world = new LoggerWorld(date, now, symbols);
        var began = world.Clock.GetUtcNow();
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        var took = world.Clock.GetUtcNow() - began;

        Assert.True(report.IsComplete, $"{report}; {report.Symbols.FirstOrDefault(symbol => symbol.Reason is not null)}");
        Assert.Equal((0, 1), (world.Kis.RefusedByLimit, world.Kis.TokenIssues));
        var pages = world.Symbols.Sum(symbol => PagesOf(world.Truth.FinalBars(Venue.Krx, date, symbol).Count));
        Assert.Equal(pages + 1, world.Kis.Calls.Count);
        var bound = (world.Kis.Calls.Count - 1) / (18 * 0.95);
        Assert.InRange(took.TotalSeconds, bound * 0.999, bound / 0.98);
        world.AssertStored(Venue.Krx, date);
        Assert.Equal(2, world.Store.Puts.Count);
    }

    // A full last page is followed by one that shows the day before.
    private static int PagesOf(int rows) => rows == 0 ? 1 : (rows / 120) + 1;
}
