namespace Rhetenor.Data.Testing;

/// <summary>What a <see cref="SimulatedKis"/> is like. The defaults are the real server's rules as of 2026-11.</summary>
public sealed record SimulatedKisOptions
{
    /// <summary>The market it answers from.</summary>
    /// <value>Default: a market of its own with the default options.</value>
    public KisTruth Truth { get; init; } = new();

    /// <summary>Plays the server for paper trading, which refuses the dated chart and the holidays.</summary>
    /// <value>Default false.</value>
    public bool Mock { get; init; }

    /// <summary>Requests that it answers within any second; null for 18, or 1 when <see cref="Mock"/>.</summary>
    /// <value>Default null.</value>
    public int? RequestsPerSecond { get; init; }

    /// <summary>How it refuses more.</summary>
    /// <value>Default <see cref="KisRefusalForm.ServerError"/>.</value>
    public KisRefusalForm RefusalForm { get; init; }

    /// <summary>The app key it accepts.</summary>
    /// <value>Default <c>PSsimulated0000000000000000000000000</c>, 36 characters as real ones have.</value>
    public string AppKey { get; init; } = "PSsimulated0000000000000000000000000";

    /// <summary>The app secret it accepts.</summary>
    /// <value>Default the word <c>simulated</c> twenty times, 180 characters as real ones have.</value>
    public string AppSecret { get; init; } = string.Concat(Enumerable.Repeat("simulated", 20));

    /// <summary>How long a token is good for.</summary>
    /// <value>Default 24 hours.</value>
    public TimeSpan TokenLife { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long after a token was made the same one is handed out again.</summary>
    /// <value>Default 6 hours.</value>
    public TimeSpan SameTokenFor { get; init; } = TimeSpan.FromHours(6);

    /// <summary>The least time between two issues of a token, the same one again included.</summary>
    /// <value>Default 1 minute.</value>
    public TimeSpan TokenInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How far the server's clock is ahead of the simulator's; negative for behind.</summary>
    /// <value>Default none.</value>
    public TimeSpan ClockSkew { get; init; }

    /// <summary>The wait before each answer.</summary>
    /// <value>Default none.</value>
    public TimeSpan Latency { get; init; }

    /// <summary>Times of maintenance.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<KisMaintenance> Maintenance { get; init; } = [];

    /// <summary>Calendar days before today that the dated chart reaches back.</summary>
    /// <value>Default 365.</value>
    public int HistoryDays { get; init; } = 365;

    /// <summary>Rows of a full page of today's chart.</summary>
    /// <value>Default 30.</value>
    public int TodayRows { get; init; } = 30;

    /// <summary>Rows of a full page of the dated chart.</summary>
    /// <value>Default 120.</value>
    public int DatedRows { get; init; } = 120;

    /// <summary>Whether a page of the dated chart that has come to a session's first row goes on with the session before
    /// it even when <c>FID_PW_DATA_INCU_YN</c> is N. A page without a row of the date does so in any case.</summary>
    /// <value>Default true.</value>
    public bool DatedPagesRunOn { get; init; } = true;

    /// <summary>The type's name: the secret does not get into logs.</summary>
    public override string ToString() => nameof(SimulatedKisOptions);

    internal int Limit => RequestsPerSecond ?? (Mock ? 1 : 18);
}
