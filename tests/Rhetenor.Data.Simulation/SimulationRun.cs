namespace Rhetenor.Data.Simulation;

/// <summary>What a seed came to.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Hash">The hash of everything that happened.</param>
/// <param name="Steps">Steps of processes, each a point at which one could die.</param>
/// <param name="Violation">The first property that does not hold; null when all do.</param>
/// <param name="Trace">What happened, when asked for.</param>
internal sealed record SimulationResult(ulong Seed, ulong Hash, int Steps, string? Violation, IReadOnlyList<string> Trace);

/// <summary>Runs one seed: rounds of writers, then a run that nothing disturbs, one an hour later, and one that has nothing to do.</summary>
internal static class SimulationRun
{
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
        var round = new SimulationRound(world);
        foreach (var stint in world.Scenario.Stints)
        {
            world.Scheduler.AdvanceTo(stint.Start);
            round.Play(stint);
            if (world.Scheduler.Violation is not null)
                return;
        }

        // Requests of processes that have ended arrive.
        world.Scheduler.Settle();
        world.SetFaults(FaultRates.None);
        world.Store.Outages.End();
        world.Broker.Outages.End();
        world.Broker.Withheld.Clear();
        world.Scheduler.AdvanceTo(world.Scenario.Market.Session.SettledAt.AddMinutes(15));

        if (world.Scenario.Market.Changed is { } changed)
            world.Scheduler.AdvanceTo(changed.KnownFrom);

        // A wrong calendar counts for its day.
        if (world.Broker.Holidays.HasLied)
            world.Scheduler.AdvanceTo(KoreaTime.At(world.Scenario.Market.Session.Date.AddDays(1), new TimeOnly(0, 5)));
        if (world.Scenario.OtherProgramIn > round.Number)
            OtherProgram.Write(world);
        round.Undisturbed("last", Disturbance.None, world.Scenario.EndsLive);
        round.MaybeCompact("k", FaultRates.None);
        world.Scheduler.AdvanceTo(world.Scheduler.Instant.AddMinutes(65));
        var left = world.Judge.Writes;
        round.Undisturbed("next", Disturbance.NoneForAnHour);
        if (world.Scenario.EndsLive && world.Judge.Writes != left)
            world.Scheduler.Violate("P2: hours of live logging left something to write.");
        var writes = world.Judge.Writes;
        round.Undisturbed("idle", Disturbance.NoneForAnHour);
        if (world.Judge.Writes != writes)
            world.Scheduler.Violate("P1: a run with nothing new to find wrote an object.");
    }
}
