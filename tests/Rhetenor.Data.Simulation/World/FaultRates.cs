namespace Rhetenor.Data.Simulation;

/// <summary>Which faults are on in a seed, in percent of the calls they can hit. Most seeds have most of them off: a fault that
/// is always there hides what another one would show.</summary>
internal sealed record FaultRates
{
    public int Http { get; init; }

    /// <summary>Pages that come empty, beside those among <see cref="Http"/>.</summary>
    public int Empty { get; init; }

    /// <summary>Symbols of which some minutes are not told in a round.</summary>
    public int Withheld { get; init; }

    public int Put { get; init; }

    public int List { get; init; }

    public int Get { get; init; }

    /// <summary>Bodies that arrive damaged, short, or not at all.</summary>
    public int Damage { get; init; }

    /// <summary>For how long a new object may be missing from listings.</summary>
    public int LagSeconds { get; init; }

    public int PausesPerThousand { get; init; }

    public int KillPercent { get; init; }

    public int OutagePercent { get; init; }

    /// <summary>Nothing that a run within its retry budget may fail of.</summary>
    public bool IsCalm => Http <= 2 && Put <= 2 && Empty + Withheld + List + Get + Damage + LagSeconds + PausesPerThousand + KillPercent + OutagePercent == 0;

    public static readonly FaultRates None = new();

    public static FaultRates Draw(SimulationRandom random)
    {
        if (random.Chance(15))
            return new FaultRates { Http = random.Of(0, 2), Put = random.Of(0, 2) };
        int Rate() => random.Of(0, 0, 2, 2, 10, 10, 25, 25, 60);
        return new FaultRates
        {
            Http = Rate(),
            Empty = random.Of(0, 0, 0, 0, 25, 100),
            Withheld = random.Of(0, 0, 0, 20),
            Put = Rate(),
            List = random.Of(0, 0, 2, 10),
            Get = random.Of(0, 0, 2, 10),
            Damage = random.Of(0, 0, 0, 2, 10),
            LagSeconds = random.Of(0, 0, 0, 0, 60),
            PausesPerThousand = random.Of(0, 0, 2, 10, 50),
            KillPercent = random.Of(0, 0, 30, 70),
            OutagePercent = random.Of(0, 0, 0, 50),
        };
    }
}
