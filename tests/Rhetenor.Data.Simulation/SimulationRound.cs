namespace Rhetenor.Data.Simulation;

/// <summary>Lets processes run beside each other until all of them have ended.</summary>
internal sealed class SimulationRound(SimulationWorld world)
{
    private static readonly TimeSpan Limit = TimeSpan.FromHours(30);

    private SimulationRandom Random => world.Scheduler.Random;

    /// <summary>The number of rounds played.</summary>
    public int Number { get; private set; }

    public void Play(Stint stint)
    {
        Number++;
        var faults = world.Scenario.Faults;
        world.SetFaults(faults);
        if (Number == world.Scenario.OtherProgramIn)
            OtherProgram.Write(world);
        Disconnect(stint, faults);
        Withhold(faults);
        var actors = new List<IActor>();
        for (var i = 0; i < world.Scenario.Writers; i++)
        {
            var writer = new Writer(world, Process($"{Number}{(char)('a' + i)}", faults, stint), Some(), Disturbance.Any, i, stint);
            writer.Start(TimeSpan.FromMilliseconds(Random.Of(0, 0, Random.Below(2000), Random.Below(90_000))), Task(stint));
            actors.Add(writer);
        }

        if (Random.Chance(world.Scenario.CompactionPercent))
            actors.Add(Compactor($"{Number}k", faults, stint));
        Finish(actors, stint.Length);
    }

    /// <summary>Lets one run without any fault.</summary>
    /// <param name="name">The name of the process.</param>
    /// <param name="disturbance">What disturbs it: nothing.</param>
    /// <param name="isLive">Whether it logs live for some hours; otherwise it catches up.</param>
    public void Undisturbed(string name, Disturbance disturbance, bool isLive = false)
    {
        var process = new SimulatedProcess(name, world.Scheduler, TimeSpan.Zero);
        var writer = new Writer(world, process, [.. world.Scenario.Market.Symbols.Select(symbol => symbol.Code)], disturbance, 0, new Stint(default) { Length = TimeSpan.FromHours(isLive ? 5 : 0) });

        // On the next morning another session is the latest one.
        var hasDate = !world.Scenario.EndsWithoutDate || world.Scheduler.Instant >= KoreaTime.At(world.Scenario.Market.Session.Date.AddDays(1), new TimeOnly(7, 30));
        writer.Start(TimeSpan.Zero, isLive ? WriterTask.Live : hasDate ? WriterTask.CatchUp : WriterTask.Latest);
        Finish([writer], default);

        // Also this one may be the one that is killed; then the next one is undisturbed.
        if (!writer.IsDone && world.Scheduler.Violation is null)
            Undisturbed(name + "+", disturbance, isLive);
        else if (!hasDate)
            world.Judge.Finished();
    }

    /// <summary>Compacts, if the seed does.</summary>
    public void MaybeCompact(string name, FaultRates faults)
    {
        if (Random.Chance(world.Scenario.CompactionPercent))
            Finish([Compactor(name, faults, new Stint(default))], default);
    }

    private void Disconnect(Stint stint, FaultRates faults)
    {
        foreach (var outages in new[] { world.Store.Outages, world.Broker.Outages })
        {
            if (Random.Chance(faults.OutagePercent))
                outages.Add(world.Scheduler.Now, TimeSpan.FromSeconds(Random.Between(1, 300)));

            // Hours, a night, or days.
            if (stint.Length > TimeSpan.Zero && !faults.IsCalm && Random.Chance(40))
                outages.Add(world.Scheduler.Now + (stint.Length.Ticks / 100 * Random.Between(0, 99)), TimeSpan.FromMinutes(Random.Of(Random.Between(10, 600), Random.Between(600, 2500))));
        }
    }

    private void Withhold(FaultRates faults)
    {
        world.Broker.Withheld.Clear();
        foreach (var symbol in world.Scenario.Market.Symbols.Where(_ => world.Scenario.HasFalseRows && Random.Chance(faults.Withheld)))
        {
            var bars = symbol.Days[^1].Bars;
            var first = bars.Count < 2 ? 0 : Random.Between(1, bars.Count - 1);
            if (first == 0)
                continue;
            world.Broker.Withheld[symbol.Code] = (bars[first].Minute, bars[Random.Between(first, bars.Count - 1)].Minute);
        }
    }

    private Compactor Compactor(string name, FaultRates faults, Stint stint)
    {
        var compactor = new Compactor(world, Process(name, faults, new Stint(default)));
        compactor.Start(TimeSpan.FromMilliseconds(Random.Of(0, Random.Below(4000), Random.Below(90_000))) + (stint.Length / 100 * Random.Below(100)));
        return compactor;
    }

    private SimulatedProcess Process(string name, FaultRates faults, Stint stint)
    {
        var process = new SimulatedProcess(name, world.Scheduler, faults == FaultRates.None ? TimeSpan.Zero : Skew());
        if (Random.Chance(faults.KillPercent))
            process.DieAfter(Random.Between(1, stint.Length > TimeSpan.Zero ? 1500 : 120));
        return process;
    }

    private void Finish(List<IActor> actors, TimeSpan length)
    {
        if (!world.Scheduler.Run(() => actors.TrueForAll(actor => actor.IsDone || actor.Process.IsDead), Limit + length))
            world.Scheduler.Violate($"P10: {string.Join(", ", actors.Where(actor => !actor.IsDone && !actor.Process.IsDead).Select(actor => actor.Process.Name))} hang.");
        foreach (var actor in actors)
            actor.Process.Kill();
        world.Judge.RoundEnded();
    }

    private List<string> Some()
    {
        var all = world.Scenario.Market.Symbols.Select(symbol => symbol.Code).ToList();
        Random.Shuffle(all);
        return all[..Random.Of(all.Count, Random.Between(1, all.Count))];
    }

    private WriterTask Task(Stint stint) => stint.Length > TimeSpan.Zero
        ? Random.Chance(75) ? WriterTask.Live : WriterTask.Latest
        : Random.Below(10) switch { 0 => WriterTask.Live, 1 => WriterTask.Stopped, 2 or 3 => WriterTask.Latest, _ => WriterTask.CatchUp };

    private TimeSpan Skew() => Random.Below(5) switch
    {
        0 => TimeSpan.FromSeconds(Random.Between(-3, 3)),
        1 => TimeSpan.FromSeconds(Random.Between(-840, 840)),
        _ => TimeSpan.Zero,
    };
}
