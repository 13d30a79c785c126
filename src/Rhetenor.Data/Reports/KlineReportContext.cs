namespace Rhetenor.Data;

/// <summary>The information that reports on a <see cref="KlineArchive"/> use besides the archive: calendar, masters and
/// clock.</summary>
public sealed class KlineReportContext
{
    /// <summary>Creates a context. Performs no I/O.</summary>
    /// <param name="calendar">The trading calendar; null for the embedded table. A day that it does not know counts as a
    /// session.</param>
    /// <param name="masters">The masters (종목마스터) that provide listing dates and, for their own day, halts and base prices. Each
    /// report reads them once and does not keep them.</param>
    /// <param name="mastersOf">Returns the masters of a session's date; an empty list when there are none. It is called once for
    /// each session, in order, so that the masters of years need not be in memory together.</param>
    /// <param name="timeProvider">The clock; null for the system's. Future sessions and minutes do not count as missing.</param>
    public KlineReportContext(
        IMarketCalendar? calendar = null,
        IEnumerable<MasterFile>? masters = null,
        Func<DateOnly, CancellationToken, ValueTask<IReadOnlyList<MasterFile>>>? mastersOf = null,
        TimeProvider? timeProvider = null)
    {
        Calendar = calendar ?? KrxCalendar.Instance;
        Masters = masters ?? [];
        MastersOf = mastersOf;
        TimeProvider = timeProvider ?? TimeProvider.System;
    }

    internal IMarketCalendar Calendar { get; }

    internal IEnumerable<MasterFile> Masters { get; }

    internal Func<DateOnly, CancellationToken, ValueTask<IReadOnlyList<MasterFile>>>? MastersOf { get; }

    internal TimeProvider TimeProvider { get; }
}
