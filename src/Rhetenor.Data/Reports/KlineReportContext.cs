namespace Rhetenor.Data;

/// <summary>What reports on a <see cref="KlineArchive"/> know besides the archive: calendar, masters and clock.</summary>
public sealed class KlineReportContext
{
    /// <summary>Creates a context. Performs no I/O.</summary>
    /// <param name="calendar">Which days are sessions; null for the embedded table. A day it does not know counts as one, as it does
    /// everywhere.</param>
    /// <param name="masters">Masters that give listing dates and, of their own day, halts and base prices. They are read once by each
    /// report, and not kept.</param>
    /// <param name="mastersOf">Gives the masters of a session's date; an empty list where there are none. Called once for each session,
    /// in order, so that the masters of years need not be in memory together.</param>
    /// <param name="timeProvider">The clock: sessions and minutes to come are not missing. Null for the system's.</param>
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
