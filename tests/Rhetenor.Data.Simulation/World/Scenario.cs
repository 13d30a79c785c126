namespace Rhetenor.Data.Simulation;

/// <summary>What a seed is about, drawn before anything runs.</summary>
internal sealed class Scenario
{
    public Scenario(SimulationRandom random, bool isSlotted)
    {
        IsLong = random.Chance(8);
        IsFolder = !isSlotted && random.Chance(25);
        Market = new Market(random, IsLong);
        Stints = Timetable.Draw(random, Market, IsLong);
        Market.Trade(random, [.. Stints.Select(stint => stint.Start)]);
        Faults = FaultRates.Draw(random);
        if (isSlotted || IsFolder)
            Faults = Faults with { LagSeconds = 0 };
        Writers = isSlotted ? random.Between(2, 3) : random.Of(1, 1, 2, 2, 3);
        IsSlotted = isSlotted;
        PageRows = random.Between(2, 12);
        PagesRunOn = random.Chance(30);
        HasFills = random.Chance(30);
        TrustsValue = random.Chance(50);
        CompactionPercent = isSlotted || Faults.LagSeconds > 0 ? 0 : random.Of(0, 0, 0, 60, 100);
        KeepsVersions = random.Chance(60);
        SessionsKept = random.Chance(8) ? random.Between(1, 2) : 250;
        AnswersWithNewerRows = random.Chance(50);
        AsksForHolidays = random.Chance(30);
        HasFalseRows = random.Chance(70);
        ListPage = random.Of(2, 5, 1000);
        IncludesEarlier = random.Chance(25);
        EndsWithoutDate = IsLong || random.Chance(50);
        EndsLive = IsLong && random.Chance(40);
        OtherProgramIn = !isSlotted && random.Chance(20) ? random.Between(2, Stints.Count + 1) : 0;
        Options = new KlineLoggerOptions
        {
            Venue = Market.Venue,
            Workers = random.Between(1, 4),
            BarsPerObject = Market.Session.Minutes * random.Of(1, 2, 1000),
            CompressionLevel = 1,
            RiskLosingOtherWritersBars = IsFolder,
            SweepInterval = TimeSpan.FromMinutes(IsLong ? random.Of(30, 60, 120) : 1),
            UploadInterval = TimeSpan.FromMinutes(IsLong ? random.Of(5, 180) : 5),
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

    /// <summary>How many of a hundred rounds a compactor works in.</summary>
    public int CompactionPercent { get; }

    /// <summary>Compacted objects keep every version of a bar.</summary>
    public bool KeepsVersions { get; }

    /// <summary>How many sessions the broker keeps the rows of.</summary>
    public int SessionsKept { get; }

    /// <summary>Sessions that the broker does not keep are answered with rows of the last one; otherwise with nothing.</summary>
    public bool AnswersWithNewerRows { get; }

    /// <summary>The calendar is that of the broker.</summary>
    public bool AsksForHolidays { get; }

    /// <summary>Rows may be false; otherwise quotes and totals may be.</summary>
    public bool HasFalseRows { get; }

    public int ListPage { get; }

    /// <summary>Writers also catch the session before up.</summary>
    public bool IncludesEarlier { get; }

    /// <summary>The round before which another program writes; 0 for none, one more than there are for the last.</summary>
    public int OtherProgramIn { get; }

    /// <summary>The first of the last runs logs live for some hours.</summary>
    public bool EndsLive { get; }

    /// <summary>The last runs are told no date.</summary>
    public bool EndsWithoutDate { get; }

    /// <summary>The store is a folder: a new object is seen at once, no write is under way when its caller has ended, and one that fails
    /// has had no effect, or is not known to be on disk.</summary>
    public bool IsFolder { get; }

    /// <summary>Several sessions, nights and restarts.</summary>
    public bool IsLong { get; }

    /// <summary>The rounds.</summary>
    public IReadOnlyList<Stint> Stints { get; }
}
