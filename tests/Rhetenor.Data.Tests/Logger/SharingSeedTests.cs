namespace Rhetenor.Data.Tests.Logger;

/// <summary>Processes that come, are killed, paused and cut off at random, on clocks that differ.</summary>
public sealed class SharingSeedTests
{
    private static readonly DateOnly Day = SharedWorld.Day;

    private static readonly KisTruth Truth = new(new KisTruthOptions { Seed = 7, Listing = KisSymbols.Mix(7) });

    [Fact]
    public async Task K10_K11_K12_K13_K14_K16_whatever_happens_the_bars_are_those_of_the_truth_and_reports_are_proven()
    {
        var (readings, disturbed) = (0, 0);
        for (var seed = 1; seed <= 200; seed++)
        {
            var (sum, faults) = await RunAsync(seed);
            (readings, disturbed) = (readings + sum - Truth.Options.Listing.Count, disturbed + faults);
        }

        // A fault costs the readings that were not written yet.
        Assert.InRange(disturbed, 200, 2_000);
        Assert.InRange(readings, 1, 3 * disturbed);
    }

    private static async Task<(int Readings, int Faults)> RunAsync(int seed)
    {
        var random = new Random(seed);
        var world = new SharedWorld(Day, "18:30", Truth);
        var (running, faults) = (new List<Task<CatchUpReport>>(), 0);
        await world.Clock.RunAsync(async () =>
        {
            for (var number = 1; number <= 2 + random.Next(3); number++)
            {
                var host = world.Host($"host-{number}", TimeSpan.FromMinutes(random.Next(-600, 600)));
                Disturb(host);
                running.Add(host.Logger(new() { Workers = 1 + random.Next(2), BarsPerObject = 391 * (1 + random.Next(4)), UnfinishedSessions = 0 }).CatchUpAsync());
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(3_000)), world.Clock);
            }

            // All that are not killed end, and claim what is there.
            await Task.Delay(TimeSpan.FromHours(2), world.Clock);
            foreach (var (_, run) in world.Hosts.Zip(running).Where(pair => !pair.First.IsDead))
                await ((Task)run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return true;
        });

        foreach (var run in running.Where(run => run.IsCompletedSuccessfully))
            await world.AssertHonestAsync(await run);
        Assert.All(running.Where(run => run.IsFaulted), run => Assert.IsType<ObjectStoreException>(run.Exception!.InnerException));
        var last = await world.Clock.RunAsync(() => world.Host("last").Logger(new() { UnfinishedSessions = 0 }).CatchUpAsync());
        Assert.True(last.IsFinal, $"{seed}: {last}");
        world.AssertStored(Day);
        if (faults == 0)
            Assert.All(world.Readings.Values, count => Assert.Equal((seed, 1), (seed, count)));
        return (world.Readings.Values.Sum(), faults);

        void Disturb(SharedHost host)
        {
            var (kind, at, puts, isBefore) = (random.Next(6), 1 + random.Next(8), 0, random.Next(2) == 0);
            Action<string> disturb = _ =>
            {
                if (++puts != at)
                    return;
                faults++;
                if (kind == 0)
                    host.Kill();
                else if (kind == 1)
                    host.PauseFor(TimeSpan.FromSeconds(random.Next(1, 1_500)));
                else
                    host.IsCutOff = true;
                if (kind == 2)
                    world.Clock.CreateTimer(_ => host.IsCutOff = false, null, TimeSpan.FromSeconds(random.Next(1, 600)), Timeout.InfiniteTimeSpan);
            };
            if (kind < 4)
                (host.Putting, host.Written) = isBefore ? (disturb, null) : ((Action<string>?)null, disturb);
            else if (kind == 4)
                host.LosesAnswer = _ => random.Next(3) == 0;
        }
    }
}
