namespace Rhetenor.Data.Testing;

/// <summary>Options for a <see cref="SimulatedKis"/>. The defaults are the real server's rules as of 2026-11.</summary>
public sealed record SimulatedKisOptions
{
    /// <summary>The market that it answers from.</summary>
    /// <value>Default: a new market with the default options.</value>
    public KisTruth Truth { get; init; } = new();

    /// <summary>Whether it simulates the server for paper trading (모의투자), which refuses the dated chart, quotes, minutes of indexes, corporate actions and
    /// the holidays.</summary>
    /// <value>Default false.</value>
    public bool Mock { get; init; }

    /// <summary>The number of requests answered within any second; null for 18, or 1 with <see cref="Mock"/>.</summary>
    /// <value>Default null.</value>
    public int? RequestsPerSecond { get; init; }

    /// <summary>The form in which it refuses further requests.</summary>
    /// <value>Default <see cref="KisRefusalForm.ServerError"/>.</value>
    public KisRefusalForm RefusalForm { get; init; }

    /// <summary>The accepted app key.</summary>
    /// <value>Default <c>PSsimulated0000000000000000000000000</c>, with 36 characters like real keys.</value>
    public string AppKey { get; init; } = "PSsimulated0000000000000000000000000";

    /// <summary>The accepted app secret.</summary>
    /// <value>Default: the word <c>simulated</c> twenty times, with 180 characters like real secrets.</value>
    public string AppSecret { get; init; } = string.Concat(Enumerable.Repeat("simulated", 20));

    /// <summary>Further app keys. Limits count for each.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<SimulatedKisKey> OtherKeys { get; init; } = [];

    /// <summary>The periods in which an app key is suspended.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<KisSuspension> Suspensions { get; init; } = [];

    /// <summary>The time for which a token is valid.</summary>
    /// <value>Default 24 hours.</value>
    public TimeSpan TokenLife { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The time after the creation of a token for which the same token is issued again.</summary>
    /// <value>Default 6 hours.</value>
    public TimeSpan SameTokenFor { get; init; } = TimeSpan.FromHours(6);

    /// <summary>The minimum time between two issues of a token, including repeated issues of the same token.</summary>
    /// <value>Default 1 minute.</value>
    public TimeSpan TokenInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The time by which the server's clock is ahead of the simulator's; negative when it is behind.</summary>
    /// <value>Default none.</value>
    public TimeSpan ClockSkew { get; init; }

    /// <summary>The delay before each answer.</summary>
    /// <value>Default none.</value>
    public TimeSpan Latency { get; init; }

    /// <summary>The periods of maintenance.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<KisMaintenance> Maintenance { get; init; } = [];

    /// <summary>The number of calendar days before today that the dated chart reaches back.</summary>
    /// <value>Default 365.</value>
    public int HistoryDays { get; init; } = 365;

    /// <summary>The number of rows of a full page of today's chart.</summary>
    /// <value>Default 30.</value>
    public int TodayRows { get; init; } = 30;

    /// <summary>The number of rows of a full page of the dated chart.</summary>
    /// <value>Default 120.</value>
    public int DatedRows { get; init; } = 120;

    /// <summary>Whether a page of the dated chart that reaches a session's first row continues with the session before it, even
    /// when <c>FID_PW_DATA_INCU_YN</c> is N. A page without a row of the requested date always does.</summary>
    /// <value>Default true.</value>
    public bool DatedPagesRunOn { get; init; } = true;

    /// <summary>Returns the type's name, so that the secret does not appear in logs.</summary>
    public override string ToString() => nameof(SimulatedKisOptions);

    internal int Limit => RequestsPerSecond ?? (Mock ? 1 : 18);
}
