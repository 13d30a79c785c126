namespace Rhetenor.Data.Tests.Logger;

/// <summary>M44: the broker is silent for the whole market.</summary>
public sealed class OutageTests
{
    private static readonly DateOnly Day = new(2026, 5, 20);

    [Fact]
    public async Task M44_after_a_run_of_failures_the_sweep_pauses_writes_what_it_has_and_says_so()
    {
        var world = new LoggerWorld(Day, "18:30", 400);
        var progress = new List<CatchUpProgress>();
        SilentAfter(world, calls: 200);
        var began = world.Clock.GetUtcNow();
        DateTimeOffset? written = null;
        world.Store.AfterPut = key => written ??= KlineKey.TryParse(key, out _) ? world.Clock.GetUtcNow() : null;
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync(Day, new Observer<CatchUpProgress>(progress)));

        // Written in minutes instead of hours. The run ends after ten pauses and tells of each symbol why it has nothing.
        Assert.InRange((written - began)!.Value.TotalMinutes, 1, 15);
        Assert.InRange((world.Clock.GetUtcNow() - began).TotalMinutes, 10, 45);
        var stored = report.Symbols.Where(symbol => symbol.IsComplete).ToList();
        Assert.InRange(stored.Count, 10, 60);
        Assert.Equal(stored.Sum(symbol => symbol.NewBars), world.Held(Day).BarCount);
        Assert.Equal((10, 400 - stored.Count), (report.Pauses, report.Count(SymbolDayState.Failed)));
        Assert.Contains("; 10 pauses without an answer", $"{report}", StringComparison.Ordinal);
        Assert.InRange(report.Symbols.Count(symbol => symbol.Reason?.StartsWith("not requested: the source answered none of ", StringComparison.Ordinal) == true), 250, 360);
        Assert.Equal(10, progress.Count(value => value.PausedUntil is not null));
        Assert.Contains(", paused until 18:", $"{progress.First(value => value.PausedUntil is not null)}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task M44_when_the_broker_answers_again_the_run_goes_on_and_makes_up_for_what_failed()
    {
        var world = new LoggerWorld(Day, "18:30", 200);
        SilentAfter(world, calls: 200, until: KoreaTime.At(Day, new TimeOnly(18, 40)), Unavailable);
        var report = await world.RunAsync(() => world.Logger().CatchUpAsync(Day));
        Assert.True(report.IsComplete, report.ToString());
        Assert.InRange(report.Pauses, 1, 10);
        world.AssertStored(Venue.Krx, Day);
        Assert.Equal(0, (await world.RunAsync(() => world.Logger().CatchUpAsync(Day))).Pauses);
    }

    [Fact]
    public async Task M44_one_symbol_that_is_bad_for_good_pauses_nothing()
    {
        var world = new LoggerWorld(Day, "09:00:30", 5);
        world.Kis.Faults.Always(Unavailable, request => request.Uri.Query.Contains(world.Symbols[2], StringComparison.Ordinal));
        var reports = new List<CatchUpReport>();
        using var stop = new CancellationTokenSource(KoreaTime.At(Day, new TimeOnly(18, 40)) - world.Clock.GetUtcNow(), world.Clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.RunAsync(async () =>
        {
            await world.Logger().RunAsync(new Observer<CatchUpReport>(reports), stop.Token);
            return 0;
        }));
        Assert.All(reports, report => Assert.Equal(0, report.Pauses));
        Assert.Equal(world.Symbols.Count - 1, reports[^1].Symbols.Count(symbol => symbol.State < SymbolDayState.Open));
    }

    [Fact]
    public async Task M44_live_logging_goes_on_after_an_outage()
    {
        var world = new LoggerWorld(Day, "09:00:30", 40);
        SilentAfter(world, calls: 400, until: KoreaTime.At(Day, new TimeOnly(10, 30)), Unavailable);
        using var stop = new CancellationTokenSource(KoreaTime.At(Day, new TimeOnly(10, 50)) - world.Clock.GetUtcNow(), world.Clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => world.RunAsync(async () =>
        {
            await world.Logger().RunAsync(null, stop.Token);
            return 0;
        }));
        var held = world.Held(Day);
        Assert.All(world.Symbols, symbol => Assert.All(
            world.Truth.CompletedBars(Venue.Krx, Day, symbol, KoreaTime.At(Day, new TimeOnly(10, 45))),
            row => Assert.True(held.TryGetKline(symbol, row.Minute, out _), $"{symbol} {row.Minute:HH:mm}")));
    }

    [Fact]
    public void M44_only_a_run_of_silences_counts_and_one_request_at_a_time_tries_again()
    {
        var outage = new Outage(3);
        foreach (var isSilent in new[] { true, true, false, true, true })
            outage.Record(isSilent);
        Assert.True(outage.TryEnter());
        outage.Record(isSilent: true);
        Assert.Equal((true, 3, false), (outage.IsOn, outage.Failures, outage.TryEnter()));
        outage.AllowOne();
        Assert.Equal((true, false), (outage.TryEnter(), outage.TryEnter()));
        outage.Record(isSilent: false);
        Assert.Equal((false, true, true), (outage.IsOn, outage.TryEnter(), outage.TryEnter()));
        Assert.True(Outage.IsSign(new TimeoutException()));
        Assert.False(Outage.IsSign(new HantooException(HantooError.UnexpectedReply, "an answer")));
        Assert.False(Outage.IsSign(new ArgumentException("a defect")));
    }

    // Unlike a silence, this does not end on a thread of the pool, which the clock does not wait for.
    private static HttpFault Unavailable => HttpFault.Status(503);

    private static void SilentAfter(LoggerWorld world, int calls, DateTimeOffset? until = null, HttpFault? fault = null) =>
        world.Kis.Faults.Always(fault ?? HttpFault.Hang(), _ => world.Kis.Requests.Count > calls && !(world.Clock.GetUtcNow() > until));
}
