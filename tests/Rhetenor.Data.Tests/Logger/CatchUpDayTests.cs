namespace Rhetenor.Data.Tests.Logger;

/// <summary>Around the close, on days of other hours, and by a calendar that is wrong.</summary>
public sealed class CatchUpDayTests
{
    private static readonly DateOnly Old = new(2026, 5, 20);

    [Theory]
    [InlineData("15:29:59", "15:28")]
    [InlineData("15:30:00", "15:28")]
    [InlineData("15:30:59", "15:29")]
    [InlineData("15:31:09", "15:29")]
    [InlineData("15:31:10", "15:30")]
    public async Task E8_C19_around_the_close_a_run_stores_only_minutes_that_are_over(string time, string last)
    {
        var world = new LoggerWorld(Old, time, 4);
        Assert.True((await world.RunAsync(() => world.Logger().CatchUpAsync())).IsComplete);
        var until = Old.ToDateTime(TimeOnly.Parse(last, null));
        var expected = world.Symbols.SelectMany(symbol => world.Truth.CompletedBars(Venue.Krx, Old, symbol, world.Clock.GetUtcNow()).Where(row => row.Minute <= until)
            .Select(row => (symbol, row.Minute, row.Volume)));
        var stored = world.Held(Old).Slices().SelectMany(slice => slice.Select(bar => (bar.Symbol, slice.Minute, bar.Kline.Volume)));
        Assert.Equal(expected.Order(), stored.Order());
    }

    [Theory]
    [InlineData("2025-11-13", "19:30", 10)]
    [InlineData("2026-11-19", "20:30", 10)]
    [InlineData("2026-01-02", "18:40", 10)]
    public async Task E14_a_day_of_other_hours_is_caught_up_whole(string day, string time, int opens)
    {
        var date = DateOnly.Parse(day, null);
        var world = new LoggerWorld(date, time, 5);
        Assert.True((await world.RunAsync(() => world.Logger().CatchUpAsync())).IsComplete);
        world.AssertStored(Venue.Krx, date);
        Assert.Equal(opens, world.Held(date).Slices().First().Minute.Hour);
    }

    [Fact]
    public async Task E13_what_a_calendar_is_wrong_about_is_stored_under_no_day()
    {
        // It takes a Saturday for a session: KIS has only Friday's rows for it. And it takes a session for closed.
        var saturday = new DateOnly(2026, 5, 23);
        var world = new LoggerWorld(saturday, "18:30", 4);
        var report = await world.RunAsync(() => world.Logger(calendar: new Always(MarketDay.Session)).CatchUpAsync(saturday));
        Assert.Equal((0, false), (report.NewBars, report.IsFinal));
        Assert.All(report.Symbols, symbol => Assert.NotNull(symbol.Reason));
        Assert.DoesNotContain(world.Store.Keys, key => KlineKey.TryParse(key, out _));
        await Assert.ThrowsAsync<ArgumentException>("date", () => world.RunAsync(() => world.Logger(calendar: new Always(MarketDay.Closed)).CatchUpAsync(saturday.AddDays(-1))));
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => world.RunAsync(() => world.Logger(calendar: new Always(MarketDay.Closed)).CatchUpAsync()));
        Assert.Contains("no session up to 2026-05-23", exception.Message, StringComparison.Ordinal);
        Assert.True((await world.RunAsync(() => world.Logger().CatchUpAsync(saturday.AddDays(-1)))).IsComplete);
        world.AssertStored(Venue.Krx, saturday.AddDays(-1));
    }

    private sealed class Always(MarketDay answer) : IMarketCalendar
    {
        public ValueTask<MarketDay> GetDayAsync(DateOnly date, CancellationToken cancellationToken = default) => new(answer);
    }
}
