using Xunit.Abstractions;

namespace Rhetenor.Data.Tests.Logger;

/// <summary>Whole runs against a broker whose replies prove nothing.</summary>
public sealed class EvidenceTests(ITestOutputHelper output)
{
    private static readonly DateOnly Day = new(2026, 5, 20);

    [Theory]
    [InlineData("2026-05-20", "18:30")]
    [InlineData("2026-05-22", "10:00")]
    public async Task M1_M2_with_three_replies_in_ten_empty_no_day_is_short_and_runs_end_complete(string date, string time)
    {
        var world = new LoggerWorld(DateOnly.Parse(date, null), time, 200);
        world.Kis.Faults.Randomly(0.3, 1, KisFault.EmptyPage(), request => request.Uri.AbsolutePath.Contains("chart", StringComparison.Ordinal));
        for (var run = 1; run <= 6; run++)
        {
            var report = await world.RunAsync(() => world.Logger().CatchUpAsync(Day));
            var open = report.Symbols.Where(symbol => !symbol.IsComplete).ToList();
            output.WriteLine($"run {run}: {report}; {string.Join(", ", open.Select(symbol => symbol.Symbol))}");
            AssertNoneIsShort(world, report);
            if (open.Count > 0)
                continue;
            world.AssertStored(Venue.Krx, Day);
            Assert.True(report.IsFinal);
            return;
        }

        Assert.Fail("It is not complete after six runs.");
    }

    [Fact]
    public async Task M6_a_broker_that_never_sends_some_minutes_leaves_doubts_that_name_them_until_it_does()
    {
        var world = new LoggerWorld(Day, "18:30", 4);
        var fault = KisFault.WithoutMinute(new TimeOnly(10, 30));
        world.Kis.Faults.Always(fault, request => request.Uri.AbsolutePath.Contains("time-dailychartprice", StringComparison.Ordinal));
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync());
        var doubtful = report.Symbols.Where(symbol => symbol.State == SymbolDayState.Doubtful).ToList();
        output.WriteLine(report.ToText());
        Assert.NotEmpty(doubtful);
        Assert.All(doubtful, symbol => Assert.Matches("^between 10:[12][0-9] and 10:3[1-9] the day's value is off by", symbol.Reason));
        Assert.False(report.IsComplete);
        AssertNoneIsShort(world, report);

        world.Kis.Faults.Clear();
        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True((await world.RunAsync(() => world.Logger().CatchUpAsync())).IsFinal);
        world.AssertStored(Venue.Krx, Day);
        Assert.Equal(0, (await world.RunAsync(() => world.Logger().CatchUpAsync())).Calls);
    }

    // A symbol that the report calls up to date has every bar.
    private static void AssertNoneIsShort(LoggerWorld world, CatchUpReport report)
    {
        var held = world.Held(Day);
        foreach (var symbol in report.Symbols.Where(symbol => symbol.IsComplete))
        {
            foreach (var row in world.Truth.FinalBars(Venue.Krx, Day, symbol.Symbol))
                Assert.True(held.TryGetKline(symbol.Symbol, row.Minute, out _), $"{symbol.Symbol} is {symbol.State}, and {row.Minute:HH:mm} is missing");
        }
    }
}
