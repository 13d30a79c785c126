using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The information that reports on a <see cref="KlineArchive"/> use besides the archive: calendar, masters and
/// clock.</summary>
public sealed class KlineReportContext
{
    /// <summary>Creates a context. Performs no I/O.</summary>
    /// <param name="calendar">The trading calendar; null for the embedded table. A day that it does not know counts as a
    /// session.</param>
    /// <param name="masters">The masters (종목마스터) that provide listing dates and, for their own day, halts, base prices and the shares of
    /// the session before. Each report reads them once and does not keep them.</param>
    /// <param name="mastersOf">Returns the masters of a session's date; an empty list when there are none. It is called once for
    /// each session and the one after the last, whose masters may be missing, in order, so that the masters of years need not be in memory together.</param>
    /// <param name="timeProvider">The clock; null for the system's. Future sessions and minutes do not count as missing.</param>
    /// <param name="settleMargin">The time after its end at which a minute is considered over, as <see cref="KlineLoggerOptions.SettleMargin"/>;
    /// null for the default, 10 s.</param>
    public KlineReportContext(
        IMarketCalendar? calendar = null,
        IEnumerable<MasterFile>? masters = null,
        Func<DateOnly, CancellationToken, ValueTask<IReadOnlyList<MasterFile>>>? mastersOf = null,
        TimeProvider? timeProvider = null,
        TimeSpan? settleMargin = null)
    {
        Calendar = calendar ?? KrxCalendar.Instance;
        Masters = masters ?? [];
        MastersOf = mastersOf;
        TimeProvider = timeProvider ?? TimeProvider.System;
        SettleMargin = settleMargin ?? Defaults.SettleMargin;
    }

    internal IMarketCalendar Calendar { get; }

    internal IEnumerable<MasterFile> Masters { get; }

    internal Func<DateOnly, CancellationToken, ValueTask<IReadOnlyList<MasterFile>>>? MastersOf { get; }

    internal TimeProvider TimeProvider { get; }

    internal TimeSpan SettleMargin { get; }

    /// <summary>Returns the hours of a session: the calendar's, or the known ones of a day on which the calendar has none.</summary>
    internal async ValueTask<TradingSession?> HoursAsync(Venue venue, DateOnly date, CancellationToken cancellationToken) =>
        await Calendar.SessionAsync(venue, date, cancellationToken).ConfigureAwait(false) ?? TradingSession.For(venue, date);
}
