namespace Rhetenor.Data;

/// <summary>What a report on an archive may ask besides the archive itself.</summary>
public sealed record KlineReportOptions
{
    /// <summary>Which days are sessions. A day it does not know counts as one, as it does everywhere.</summary>
    /// <value>Default the embedded table.</value>
    public IMarketCalendar Calendar { get; init; } = KrxCalendar.Instance;

    /// <summary>Masters that tell listing dates and, of their own day, halts and base prices. They are read once, and not kept.</summary>
    /// <value>Default none.</value>
    public IEnumerable<MasterFile> Masters { get; init; } = [];

    /// <summary>Gives the masters of a session's date; an empty list where there are none. Asked once for each session, in order, so
    /// that the masters of years need not be in memory together. Null for none but <see cref="Masters"/>.</summary>
    public Func<DateOnly, CancellationToken, ValueTask<IReadOnlyList<MasterFile>>>? MastersOf { get; init; }

    /// <summary>What time it is: sessions and minutes to come are not missing.</summary>
    /// <value>Default the system's clock.</value>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>How long after its end a minute is taken as over. As <see cref="KlineLoggerOptions.SettleMargin"/>.</summary>
    /// <value>Default 10 s.</value>
    public TimeSpan SettleMargin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The most findings that are kept as objects; all are counted.</summary>
    /// <value>Default 10,000.</value>
    public int MaxFindings { get; init; } = 10_000;

    internal static KlineReportOptions Default { get; } = new();
}
