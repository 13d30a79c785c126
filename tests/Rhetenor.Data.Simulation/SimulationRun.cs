namespace Rhetenor.Data.Simulation;

/// <summary>What a seed came to.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Hash">The hash of everything that happened.</param>
/// <param name="Steps">Steps of processes, each a point at which one could die.</param>
/// <param name="Violation">The first property that does not hold; null when all do.</param>
/// <param name="Trace">What happened, when asked for.</param>
internal sealed record SimulationResult(ulong Seed, ulong Hash, int Steps, string? Violation, IReadOnlyList<string> Trace);

/// <summary>Runs one seed: rounds of writers, then a run that nothing disturbs, then one that has nothing to do.</summary>
internal static class SimulationRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromHours(30);

    public static SimulationResult Of(ulong seed, int killAt = -1, bool isSlotted = false, bool keepsTrace = false)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var world = new SimulationWorld(seed, killAt, isSlotted, keepsTrace);
            Play(world);
            return new(seed, world.Trace.Hash, world.Scheduler.Steps, world.Scheduler.Violation, world.Trace.Lines);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private static void Play(SimulationWorld world)
    {
        var number = 0;
        foreach (var start in world.Scenario.Starts)
        {
            world.Scheduler.AdvanceTo(start);
            Round(world, ++number);
            if (world.Scheduler.Violation is not null)
                return;
        }

        world.SetFaults(FaultRates.None);
        (world.Store.OutageUntil, world.Broker.OutageUntil) = (0, 0);
        world.Scheduler.AdvanceTo(world.Scenario.Market.Session.SettledAt.AddMinutes(15));
        if (world.Scenario.OtherProgramIn > number)
            OtherProgram.Write(world);
        Undisturbed(world, "last");
        var writes = world.Store.Writes;
        Undisturbed(world, "idle");
        if (world.Store.Writes != writes)
            world.Scheduler.Violate("P1: a run with nothing new to find wrote an object.");
    }

    private static void Round(SimulationWorld world, int number)
    {
        var (random, faults) = (world.Scheduler.Random, world.Scenario.Faults);
        world.SetFaults(faults);
        if (number == world.Scenario.OtherProgramIn)
            OtherProgram.Write(world);
        if (random.Chance(faults.OutagePercent))
            world.Store.OutageUntil = world.Scheduler.Now + (random.Between(1, 300) * TimeSpan.TicksPerSecond);
        if (random.Chance(faults.OutagePercent))
            world.Broker.OutageUntil = world.Scheduler.Now + (random.Between(1, 300) * TimeSpan.TicksPerSecond);
        var writers = new List<Writer>();
        for (var i = 0; i < world.Scenario.Writers; i++)
        {
            var process = new SimulatedProcess($"{number}{(char)('a' + i)}", world.Scheduler, Skew(random));
            if (random.Chance(faults.KillPercent))
                process.DieAfter(random.Between(1, 120));
            var writer = new Writer(world, process, Some(world, random), isUndisturbed: false, i);
            writer.Start(TimeSpan.FromMilliseconds(random.Of(0, 0, random.Below(2000), random.Below(90_000))), Task(random));
            writers.Add(writer);
        }

        Finish(world, writers);
        world.Judge.RoundEnded();
    }

    private static void Undisturbed(SimulationWorld world, string name)
    {
        var process = new SimulatedProcess(name, world.Scheduler, TimeSpan.Zero);
        var writer = new Writer(world, process, [.. world.Scenario.Market.Symbols.Select(symbol => symbol.Code)], isUndisturbed: true, 0);
        writer.Start(TimeSpan.Zero, WriterTask.CatchUp);
        Finish(world, [writer]);
        world.Judge.RoundEnded();

        // Also this one may be the one that is killed; then the next one is undisturbed.
        if (!writer.IsDone && world.Scheduler.Violation is null)
            Undisturbed(world, name + "+");
    }

    private static void Finish(SimulationWorld world, List<Writer> writers)
    {
        if (!world.Scheduler.Run(() => writers.TrueForAll(writer => writer.IsDone || writer.Process.IsDead), Limit))
            world.Scheduler.Violate($"P10: {string.Join(", ", writers.Where(writer => !writer.IsDone && !writer.Process.IsDead).Select(writer => writer.Process.Name))} hang.");
        foreach (var writer in writers)
            writer.Process.Kill();
    }

    private static List<string> Some(SimulationWorld world, SimulationRandom random)
    {
        var all = world.Scenario.Market.Symbols.Select(symbol => symbol.Code).ToList();
        random.Shuffle(all);
        return all[..random.Of(all.Count, random.Between(1, all.Count))];
    }

    private static WriterTask Task(SimulationRandom random) => random.Below(10) switch { 0 => WriterTask.Live, 1 => WriterTask.Stopped, _ => WriterTask.CatchUp };

    private static TimeSpan Skew(SimulationRandom random) => random.Below(5) switch
    {
        0 => TimeSpan.FromSeconds(random.Between(-3, 3)),
        1 => TimeSpan.FromSeconds(random.Between(-840, 840)),
        _ => TimeSpan.Zero,
    };
}
