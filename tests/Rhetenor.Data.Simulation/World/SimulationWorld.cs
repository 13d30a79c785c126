namespace Rhetenor.Data.Simulation;

/// <summary>Everything of one seed.</summary>
internal sealed class SimulationWorld
{
    public SimulationWorld(ulong seed, int killAt, bool isSlotted, bool keepsTrace)
    {
        var random = new SimulationRandom(seed);
        Scenario = new Scenario(random, isSlotted);
        Trace = new Trace(keepsTrace);
        Scheduler = new Scheduler(random, Trace, Scenario.Stints[0].Start) { KillAt = killAt };
        Store = new SimulatedStore(Scheduler, isSlotted);
        Broker = new Broker(Scheduler, Scenario);
        Judge = new Judge(Scheduler, Scenario, Store, Broker);
        (Store.Appeared, Store.Disappeared) = (Judge.Appeared, Judge.Disappeared);
        ForeignObjects.Leave(Judge, Scenario.Market, random);
    }

    public Scenario Scenario { get; }

    public Trace Trace { get; }

    public Scheduler Scheduler { get; }

    public SimulatedStore Store { get; }

    public Broker Broker { get; }

    public Judge Judge { get; }

    /// <summary>Where all processes of the app key keep the token.</summary>
    public InMemoryTokenCache Tokens { get; } = new();

    public void SetFaults(FaultRates faults) =>
        (Store.Faults, Broker.Faults, Scheduler.PausesPerThousand) = (faults, faults, faults.PausesPerThousand);
}
