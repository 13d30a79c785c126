namespace Rhetenor.Data.Testing;

/// <summary>What a <see cref="SimulatedDws"/> with generated files serves.</summary>
public sealed record SimulatedDwsOptions
{
    /// <summary>Decides the content of every file.</summary>
    /// <value>Default 1.</value>
    public int Seed { get; init; } = 1;

    /// <summary>Records of the KOSPI file.</summary>
    /// <value>Default 2,500.</value>
    public int KospiRecords { get; init; } = 2_500;

    /// <summary>Records of the KOSDAQ file.</summary>
    /// <value>Default 1,800.</value>
    public int KosdaqRecords { get; init; } = 1_800;

    /// <summary>Records of the KONEX file.</summary>
    /// <value>Default 120.</value>
    public int KonexRecords { get; init; } = 120;

    /// <summary>Whether a Korean date is a session, and so has all the publications of a business day.</summary>
    /// <value>Default: every Monday to Friday, holidays included.</value>
    public Func<DateOnly, bool> IsSession { get; init; } = static date => date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>Whether every market's file is written in every run. Otherwise a market now and then misses the run of
    /// 07:55 or 08:00, so that two markets' files are not always of the same run.</summary>
    /// <value>Default false.</value>
    public bool EveryRun { get; init; }

    /// <summary>The columns of a market's file.</summary>
    /// <value>Default <see cref="HantooMstSpec.For"/>.</value>
    public Func<Market, HantooMstSpec> Spec { get; init; } = HantooMstSpec.For;

    /// <summary>How the ZIPs are built.</summary>
    /// <value>Default: properly.</value>
    public MasterZipOptions Zip { get; init; } = new();

    internal int RecordsOf(Market market) => market switch
    {
        Market.Kospi => KospiRecords,
        Market.Kosdaq => KosdaqRecords,
        _ => KonexRecords,
    };
}
