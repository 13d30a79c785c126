using System.Runtime.CompilerServices;
using Rhetenor.Data.Archive;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Logging;
using Rhetenor.Data.Markets;
using Rhetenor.Data.Reports;

namespace Rhetenor.Data;

/// <summary>Reports over a <see cref="KlineArchive"/>: coverage, quality, verification.</summary>
public static partial class KlineArchiveReports
{
    /// <summary>Tells what the archive has of every symbol in every session of a range, and what not. Every object of the range is read.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="symbols">The symbols; null for all that the store or the masters given know in the range.</param>
    /// <param name="context">Calendar, masters and clock; null for the embedded calendar, no masters and the system's clock.</param>
    /// <param name="options">When a minute counts as over; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The report. Objects that cannot be read are in it; they are not thrown.</returns>
    /// <exception cref="ArgumentException">The range is empty, or a symbol is none.</exception>
    /// <exception cref="ObjectStoreException">The store could not be listed or read.</exception>
    public static async Task<CoverageReport> ReportCoverageAsync(
        this KlineArchive archive, DateOnly from, DateOnly to, IEnumerable<string>? symbols = null,
        KlineReportContext? context = null, KlineReportOptions? options = null, CancellationToken cancellationToken = default)
    {
        (context, options) = (context ?? new(), (options ?? new()).Checked());
        var wanted = KlineArchive.Check(from, to, symbols);
        var now = KoreaTime.Now(context.TimeProvider);
        var masters = new MasterBook(context);
        var days = new List<(TradingSession Session, DaySummary Summary)>();
        await foreach (var day in SummariesAsync(archive, from, to, wanted, context, options, cancellationToken).ConfigureAwait(false))
        {
            await masters.AddAsync(day.Session.Date, cancellationToken).ConfigureAwait(false);
            days.Add(day);
        }

        var all = wanted ?? masters.Symbols
            .Concat(days.SelectMany(day => day.Summary.Bars.Keys.Concat(day.Summary.Coverage.Keys).Concat(day.Summary.Doubts.Keys))).Distinct();
        var ordered = all.Where(symbol => ShortCode.IsSymbol(symbol)).Order(StringComparer.Ordinal).ToArray();
        var sessions = days.ConvertAll(day => new SessionCoverage(
            day.Session, [.. ordered.Select(symbol => Completeness.Judge(symbol, day.Session, now - options.SettleMargin, day.Summary.FactsOf(symbol, masters)))]));
        return new(archive.Options.Venue, from, to, now, sessions, [.. days.SelectMany(day => day.Summary.Problems)]);
    }

    /// <summary>What a catch-up of a range would ask for: minutes that are not covered, oldest session first. Give it to
    /// <see cref="HantooKlineLogger.CatchUpAsync(IEnumerable{KlineGap}, IProgress{CatchUpProgress}, CancellationToken)"/>.</summary>
    /// <remarks>Symbols that the masters given call not listed are left out. A share that moved between markets has the date of its
    /// move in the master; leave the masters out to ask for days before it. Coverage that rests on an object which cannot be read is
    /// not believed, so its minutes are gaps; until that object is removed, the day stays <see cref="SymbolDayState.Doubtful"/>.</remarks>
    /// <inheritdoc cref="ReportCoverageAsync" path="/param|/exception"/>
    /// <returns>The gaps, by session and symbol.</returns>
    public static async Task<IReadOnlyList<KlineGap>> GapsAsync(
        this KlineArchive archive, DateOnly from, DateOnly to, IEnumerable<string>? symbols = null,
        KlineReportContext? context = null, KlineReportOptions? options = null, CancellationToken cancellationToken = default)
    {
        var report = await archive.ReportCoverageAsync(from, to, symbols, context, options, cancellationToken).ConfigureAwait(false);
        return [.. report.Gaps];
    }

    // Reports keep little of a session, and each one at work takes a hundred bytes a bar.
    private static ReadAheadLimits ReportsAhead(KlineArchive archive) => new(Math.Min(archive.Options.SessionsAhead, 2), archive.Options.BytesAhead);

    // The sessions of a range that have begun, each with what the store says of it.
    private static async IAsyncEnumerable<(TradingSession Session, DaySummary Summary)> SummariesAsync(
        KlineArchive archive, DateOnly from, DateOnly to, string[]? symbols, KlineReportContext context, KlineReportOptions options,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var inventory = new ArchiveInventory(archive.Options);
        await inventory.ListAsync(archive.Store, from, to, cancellationToken).ConfigureAwait(false);
        var reader = new DaySummaryReader(archive.Days, new CoverageReader(archive.Store, archive.Options));
        var sessions = BegunAsync(archive, from, to, context, options, cancellationToken);
        var summaries = ReadAhead.RunAsync(sessions, (session, token) => SummaryAsync(session, token),
            session => inventory.Days.GetValueOrDefault(session.Date)?.Bytes ?? 0, ReportsAhead(archive), cancellationToken);
        await foreach (var (session, summary) in summaries.ConfigureAwait(false))
            yield return (session, summary);

        async Task<DaySummary> SummaryAsync(TradingSession session, CancellationToken token)
        {
            if (!inventory.Days.TryGetValue(session.Date, out var day))
                return DaySummary.Empty(session.Date);
            if (archive.Options.SessionsAhead > 0)
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            return await reader.ReadAsync(day, symbols, token).ConfigureAwait(false);
        }
    }

    private static async IAsyncEnumerable<TradingSession> BegunAsync(
        KlineArchive archive, DateOnly from, DateOnly to, KlineReportContext context, KlineReportOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var settled = context.TimeProvider.GetUtcNow() - options.SettleMargin;
        var today = KoreaTime.DateOf(settled);
        for (var date = from; date <= to && date <= today; date = date.AddDays(1))
        {
            if (await context.Calendar.SessionAsync(archive.Options.Venue, date, cancellationToken).ConfigureAwait(false) is { } session
                && session.LastCompleted(settled) is not null)
            {
                yield return session;
            }
        }
    }
}
