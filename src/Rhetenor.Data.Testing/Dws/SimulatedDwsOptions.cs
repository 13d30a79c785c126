namespace Rhetenor.Data.Testing;

/// <summary>Options for a <see cref="SimulatedDws"/> with generated files.</summary>
public sealed record SimulatedDwsOptions
{
    /// <summary>The seed, which determines the content of every file.</summary>
    /// <value>Default 1.</value>
    public int Seed { get; init; } = 1;

    /// <summary>The number of records in the KOSPI file.</summary>
    /// <value>Default 2,500.</value>
    public int KospiRecords { get; init; } = 2_500;

    /// <summary>The number of records in the KOSDAQ file.</summary>
    /// <value>Default 1,800.</value>
    public int KosdaqRecords { get; init; } = 1_800;

    /// <summary>The number of records in the KONEX file.</summary>
    /// <value>Default 120.</value>
    public int KonexRecords { get; init; } = 120;

    /// <summary>Whether a Korean date is a session, with all publications of a business day.</summary>
    /// <value>Default: every Monday to Friday, including holidays.</value>
    public Func<DateOnly, bool> IsSession { get; init; } = static date => date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>Whether every market's file is written in every run. Otherwise, a market occasionally misses the run of 07:55 or
    /// 08:00, so the files of two markets are not always from the same run.</summary>
    /// <value>Default false.</value>
    public bool EveryRun { get; init; }

    /// <summary>A market whose prices, events (<see cref="KisTruthOptions.Events"/>, <see cref="KisTruthOptions.ListingEvents"/>), halts and days of
    /// listing and delisting the issues with its short codes have.</summary>
    /// <value>Default null: prices are the files' own.</value>
    public KisTruth? Truth { get; init; }

    /// <summary>The columns of a market's file.</summary>
    /// <value>Default <see cref="HantooMstSpec.For"/>.</value>
    public Func<Market, HantooMstSpec> Spec { get; init; } = HantooMstSpec.For;

    /// <summary>The options for building the ZIPs.</summary>
    /// <value>Default: valid ZIPs.</value>
    public MasterZipOptions Zip { get; init; } = new();

    internal int RecordsOf(Market market) => market switch
    {
        Market.Kospi => KospiRecords,
        Market.Kosdaq => KosdaqRecords,
        _ => KonexRecords,
    };
}
