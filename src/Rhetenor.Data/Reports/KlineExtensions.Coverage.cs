using System.Runtime.CompilerServices;
using Rhetenor.Data.Archive;
using Rhetenor.Data.Logging;
using Rhetenor.Data.Markets;
using Rhetenor.Data.Reports;

namespace Rhetenor.Data;

/// <content>Reports what an archive has and lacks.</content>
public static partial class KlineExtensions
{
    private const int MaxFindings = 10_000;
    private static readonly TimeOnly Published = new(6, 0);

    /// <summary>Reports which minutes the archive has and lacks for every symbol and session of a range. Reads every object of the
    /// range.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="query">The dates and symbols. Without symbols, the report contains all symbols that the store or the given
    /// masters have in the range. With <see cref="KlineQuery.AsOf"/> the report is the one that could have been made at that
    /// instant.</param>
    /// <param name="context">The calendar, masters and clock; null for the embedded calendar, no masters and the system's
    /// clock.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The report. Unreadable objects are included, not thrown.</returns>
    /// <exception cref="ObjectStoreException">The store could not be listed or read, or its folder does not exist.</exception>
    public static async Task<CoverageReport> ReportCoverageAsync(
        this KlineArchive archive, KlineQuery query, KlineReportContext? context = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(query);
        context ??= new();
        var now = KoreaTime.Now(context.TimeProvider);
        now = query.AsOf < now ? query.AsOf.Value.ToOffset(KoreaTime.Offset) : now;
        var masters = new MasterBook(context);
        var days = new List<(TradingSession Session, DaySummary Summary)>();
        await foreach (var day in SummariesAsync(archive, query, now - context.SettleMargin, context.Calendar, cancellationToken).ConfigureAwait(false))
        {
            await masters.AddAsync(day.Session.Date, cancellationToken).ConfigureAwait(false);
            days.Add(day);
        }

        var all = query.Symbols ?? masters.Symbols
            .Concat(days.SelectMany(day => day.Summary.Bars.Keys.Concat(day.Summary.Coverage.Keys).Concat(day.Summary.Doubts.Keys))).Distinct();
        var ordered = all.Where(symbol => ShortCode.IsSymbol(symbol)).Order(StringComparer.Ordinal).ToArray();

        // The master of the session after shows the shares of each.
        var next = await NextAsync(archive.Options.Venue, [.. days.Select(day => day.Session.Date)], context, now, cancellationToken).ConfigureAwait(false);
        if (next.Count > 0 && next[^1] is { } last)
            await masters.AddNextAsync(last, cancellationToken).ConfigureAwait(false);
        return new()
        {
            Venue = archive.Options.Venue,
            From = query.From,
            To = query.To,
            Made = now,
            Names = masters.NamesOf(ordered),
            Sessions = [.. days.Zip(next, (day, after) => new SessionCoverage
            {
                Session = day.Session,
                Symbols = [.. ordered.Select(symbol => Completeness.Judge(symbol, day.Session, now - context.SettleMargin, day.Summary.FactsOf(symbol, masters, after)))],
            })],
            Problems = [.. days.SelectMany(day => day.Summary.Problems)],
        };
    }

    /// <summary>Finds the minutes of a range that are not covered, oldest session first. Pass them to
    /// <see cref="HantooKlineLogger.CatchUpAsync(IEnumerable{KlineGap}, IProgress{CatchUpProgress}, CancellationToken)"/>.</summary>
    /// <remarks>Symbols that are not listed according to the given masters are left out. For a share that moved between markets,
    /// the master contains the date of the move; omit the masters to request earlier days. Coverage that rests on an unreadable
    /// object is not believed, so its minutes are gaps. Until that object is removed, the day stays
    /// <see cref="SymbolDayState.Doubtful"/>.</remarks>
    /// <inheritdoc cref="ReportCoverageAsync" path="/param|/exception"/>
    /// <returns>The gaps, by session and symbol.</returns>
    public static async Task<IReadOnlyList<KlineGap>> FindGapsAsync(
        this KlineArchive archive, KlineQuery query, KlineReportContext? context = null, CancellationToken cancellationToken = default)
    {
        var report = await archive.ReportCoverageAsync(query, context, cancellationToken).ConfigureAwait(false);
        return [.. report.Gaps];
    }

    // Returns the date of the session after each; null where masters do not show shares, or there is none yet.
    private static async Task<List<DateOnly?>> NextAsync(Venue venue, List<DateOnly> dates, KlineReportContext context, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (!DayShares.AreKnownOf(venue) || dates.Count == 0)
            return dates.ConvertAll(_ => (DateOnly?)null);
        var last = await context.Calendar.AfterAsync(venue, dates[^1], KoreaTime.DateOf(now), cancellationToken).ConfigureAwait(false);

        // Masters are published in the morning before a session.
        return [.. dates.Skip(1), last is not null && now >= KoreaTime.At(last.Date, Published) ? last.Date : null];
    }

    // Reports keep little of a session, but each one in progress takes a hundred bytes per bar.
    private static ReadAheadLimits ReportsAhead(KlineArchive archive) => new(Math.Min(archive.Options.SessionsAhead, 2), archive.Options.BytesAhead);

    // Returns the sessions of a range that have begun, each with its summary.
    private static async IAsyncEnumerable<(TradingSession Session, DaySummary Summary)> SummariesAsync(
        KlineArchive archive, KlineQuery query, DateTimeOffset settled, IMarketCalendar calendar, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var listed = await archive.Lister.ListAsync(query.From, query.To, new(WithCoverage: true, query.AsOfKorea), null, cancellationToken)
            .ToDictionaryAsync(listing => listing.Date, cancellationToken: cancellationToken).ConfigureAwait(false);
        var sessions = BegunAsync(archive.Options.Venue, query, settled, calendar, cancellationToken);
        var summaries = ReadAhead.RunAsync(sessions, (session, token) => SummaryAsync(session, token),
            session => listed.GetValueOrDefault(session.Date)?.Bytes ?? 0, ReportsAhead(archive), cancellationToken);
        await foreach (var (session, summary) in summaries.ConfigureAwait(false))
            yield return (session, summary);

        async Task<DaySummary> SummaryAsync(TradingSession session, CancellationToken token)
        {
            if (!listed.TryGetValue(session.Date, out var listing))
                return DaySummary.Empty(session.Date);
            if (archive.Options.SessionsAhead > 0)
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            return await DaySummaries.ReadAsync(archive.Reader, listing, query.Symbols, token).ConfigureAwait(false);
        }
    }

    private static async IAsyncEnumerable<TradingSession> BegunAsync(
        Venue venue, KlineQuery query, DateTimeOffset settled, IMarketCalendar calendar, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var today = KoreaTime.DateOf(settled);
        for (var date = query.From; date <= query.To && date <= today; date = date.AddDays(1))
        {
            if (await calendar.SessionAsync(venue, date, cancellationToken).ConfigureAwait(false) is { } session
                && session.LastCompleted(settled) is not null)
            {
                yield return session;
            }
        }
    }
}
