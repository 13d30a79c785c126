namespace Rhetenor.Data.Simulation;

/// <summary>What a seed is about, drawn before anything runs.</summary>
internal sealed class Scenario
{
    public Scenario(SimulationRandom random, bool isSlotted)
    {
        Market = new Market(random);
        Faults = FaultRates.Draw(random);
        if (isSlotted)
            Faults = Faults with { LagSeconds = 0 };
        Writers = isSlotted ? random.Between(2, 3) : random.Of(1, 1, 2, 2, 3);
        IsSlotted = isSlotted;
        PageRows = random.Between(2, 12);
        PagesRunOn = random.Chance(30);
        HasFills = random.Chance(30);
        TrustsValue = random.Chance(50);
        ListPage = random.Of(2, 5, 1000);
        Starts = Draw(random);
        IncludesEarlier = random.Chance(25);
        OtherProgramIn = !isSlotted && random.Chance(20) ? random.Between(2, Starts.Count + 1) : 0;
        Options = new KlineLoggerOptions
        {
            Venue = Market.Venue,
            Workers = random.Between(1, 4),
            BarsPerObject = Market.Session.Minutes * random.Of(1, 2, 1000),
            CompressionLevel = 1,
        };
    }

    private KlineLoggerOptions Options { get; }

    /// <summary>The options of the writer with a number.</summary>
    public KlineLoggerOptions LoggerOptions(int writer) => IsSlotted ? Options with { Slot = new WriterSlot(writer, Writers) } : Options;

    public Market Market { get; }

    public FaultRates Faults { get; }

    public int Writers { get; }

    /// <summary>The store ignores conditions, and each writer has seconds of its own.</summary>
    public bool IsSlotted { get; }

    /// <summary>Rows the broker gives by page.</summary>
    public int PageRows { get; }

    /// <summary>Pages go on into the session before.</summary>
    public bool PagesRunOn { get; }

    /// <summary>Minutes without a trade are told as flat rows.</summary>
    public bool HasFills { get; }

    /// <summary>The day's value is a witness on every venue and at every time.</summary>
    public bool TrustsValue { get; }

    public int ListPage { get; }

    /// <summary>Writers also catch the session before up.</summary>
    public bool IncludesEarlier { get; }

    /// <summary>The round before which another program writes; 0 for none, one more than there are for the last.</summary>
    public int OtherProgramIn { get; }

    /// <summary>When the rounds begin.</summary>
    public IReadOnlyList<DateTimeOffset> Starts { get; }

    private List<DateTimeOffset> Draw(SimulationRandom random)
    {
        var session = Market.Session;
        var open = new DateTimeOffset(session.FirstMinute, KoreaTime.Offset);
        var close = new DateTimeOffset(Market.Closing, KoreaTime.Offset);
        var starts = new List<DateTimeOffset>();

        // A whole day read while its figures settle.
        if (random.Chance(15))
            return [session.SettledAt.AddSeconds(-random.Below(25)), session.SettledAt.AddMinutes(random.Between(30, 60))];
        for (var i = random.Between(2, 4); i > 0; i--)
        {
            starts.Add(random.Below(6) switch
            {
                0 or 1 => open.AddSeconds(random.Between(60, 900)),
                2 => close.AddSeconds(random.Between(0, 200)),
                3 => close.AddSeconds((session.SettledAt - close).TotalSeconds / 1000 * random.Between(0, 1000)),
                4 => session.SettledAt.AddSeconds(random.Between(-30, 20)),
                _ => session.SettledAt.AddMinutes(random.Between(1, 700)),
            });
        }

        starts.Sort();
        return starts;
    }
}
