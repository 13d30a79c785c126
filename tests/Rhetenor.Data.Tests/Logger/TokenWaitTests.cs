namespace Rhetenor.Data.Tests.Logger;

/// <summary>KIS gives one token a minute. A run that has to wait for it says so.</summary>
public sealed class TokenWaitTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);

    [Fact]
    public async Task A_second_start_within_a_minute_reports_until_when_it_waits()
    {
        var world = await StartedAsync();
        var (seen, began) = (new List<CatchUpProgress>(), world.Clock.GetUtcNow());
        var report = await world.RunAsync(() => Second(world).CatchUpAsync(new Observer<CatchUpProgress>(seen)));
        Assert.True(report.IsFinal);
        var wait = Assert.Single(seen, progress => progress.WaitingUntil is not null);
        Assert.Equal((0, 0, Day), (seen.IndexOf(wait), wait.Calls, wait.Session.Date));
        Assert.InRange(wait.WaitingUntil!.Value, began.AddSeconds(55), began.AddSeconds(61));
        Assert.EndsWith(", waiting for KIS's one token a minute until 18:31:01", wait.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_catch_up_of_a_date_reports_the_wait_with_its_counts()
    {
        var world = await StartedAsync();
        var seen = new List<CatchUpProgress>();
        await world.RunAsync(() => Second(world).CatchUpAsync(Day, new Observer<CatchUpProgress>(seen)));
        Assert.Equal((3, 0), Assert.Single(seen, progress => progress.WaitingUntil is not null) is var wait ? (wait.Total, wait.Done) : default);
        Assert.Null(seen[^1].WaitingUntil);
    }

    [Fact]
    public async Task An_observer_that_fails_does_not_end_the_wait()
    {
        var world = await StartedAsync();
        var client = SecondClient(world);
        client.Waiting += (_, _) => throw new InvalidTimeZoneException();
        Assert.True((await world.RunAsync(() => world.Logger(client: client).CatchUpAsync())).IsFinal);
    }

    // Another process got the token of this minute and kept it for itself.
    private static async Task<LoggerWorld> StartedAsync()
    {
        var world = new LoggerWorld(Day, "18:30", 3);
        await world.RunAsync(() => world.Client().GetHolidaysAsync(Day));
        return world;
    }

    private static HantooClient SecondClient(LoggerWorld world) =>
        new(new(world.Kis.Options.AppKey, world.Kis.Options.AppSecret), world.Kis, timeProvider: new OwnClock(world.Clock));

    private static HantooKlineLogger Second(LoggerWorld world) => world.Logger(client: SecondClient(world));
}
