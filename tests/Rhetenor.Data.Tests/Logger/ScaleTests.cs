using Xunit.Abstractions;

namespace Rhetenor.Data.Tests.Logger;

/// <summary>Every listed symbol, a whole session, on the virtual clock.</summary>
public sealed class ScaleTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("2026-05-20", "18:30")]
    [InlineData("2026-09-16", "20:30")]
    public async Task C27_P13_a_session_of_every_symbol_takes_its_pages_at_the_configured_pace(string day, string now)
    {
        var date = DateOnly.Parse(day, null);
        var world = new LoggerWorld(date, now, 2_700);
        var calls = await CatchUpAsync(world, date, HantooEnvironment.Production);
        Assert.Equal(world.Symbols.Sum(symbol => PagesOf(world.Truth.FinalBars(Venue.Krx, date, symbol).Count)), calls);

        // Two objects of bars, two of coverage, and the calendar's answer.
        Assert.Equal(5, world.Store.Puts.Count);
    }

    [Fact]
    public async Task C27_P13_pages_of_thirty_take_their_own_bound()
    {
        var date = new DateOnly(2026, 5, 20);
        var world = new LoggerWorld(date, "18:30", 2_700, options => options with { Mock = true, RequestsPerSecond = 18 });

        // Minutes without a trade are filled here, so that every symbol has all 391: fourteen pages.
        Assert.Equal(2_700 * 14, await CatchUpAsync(world, date, HantooEnvironment.Paper));
    }

    private async Task<int> CatchUpAsync(LoggerWorld world, DateOnly date, HantooEnvironment environment)
    {
        var client = new HantooClient(
            new HantooCredentials(world.Kis.Options.AppKey, world.Kis.Options.AppSecret), world.Kis,
            options: new HantooOptions { Environment = environment, RequestsPerSecond = 18 }, timeProvider: world.Clock);
        var calendar = new HantooMarketCalendar(client, world.Store, timeProvider: world.Clock);
        var began = world.Clock.GetUtcNow();
        var report = await world.RunAsync(() => world.Logger(client: client, calendar: calendar).CatchUpAsync());
        var took = (world.Clock.GetUtcNow() - began).TotalSeconds;

        Assert.True(report.IsComplete, $"{report}; {report.Symbols.FirstOrDefault(symbol => symbol.Reason is not null)}");
        // One token and one holiday call, which paper trading does not have; all else is pages.
        var holidays = world.Kis.CallsOf("CTCA0903R");
        Assert.Equal((0, 1), (world.Kis.RefusedByLimit, world.Kis.TokenIssues));
        Assert.Equal(environment == HantooEnvironment.Production ? 1 : 0, holidays);
        var calls = world.Kis.Calls.Count;
        var pages = calls - 1 - holidays;
        Assert.Equal(report.Calls, pages);
        var bound = calls / client.CallsPerSecond;
        output.WriteLine($"{report}\n1 token, {holidays} holiday call, {pages} pages: {calls} calls in {took:N1} s, bound {bound:N1} s: {bound / took:P2}");
        Assert.InRange(took, bound * 0.999, bound / 0.98);
        world.AssertStored(Venue.Krx, date);
        return pages;
    }

    // A full last page is followed by one that shows the day before.
    private static int PagesOf(int rows) => rows == 0 ? 1 : (rows / 120) + 1;
}
