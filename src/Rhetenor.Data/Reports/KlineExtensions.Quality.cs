using Rhetenor.Data.Archive;
using Rhetenor.Data.Reports;

namespace Rhetenor.Data;

public static partial class KlineExtensions
{
    /// <summary>Checks every bar of a range: order of prices, price limits, trading hours, cumulative sums, revisions.</summary>
    /// <remarks>Price limits are relative to the base price (기준가) of the day's master (see <see cref="KlineReportContext"/>). They
    /// are ±30 %, for KONEX ±15 %, for funds and notes that double their index ±60 %, and 60 to 400 % on a first day. Liquidation
    /// trading, rights and warrants have no limits. Without a master, the limits are ±30 % of the last regular close within the
    /// range. Where daily bars (일봉) are stored too, the day made of minutes is compared with them.</remarks>
    /// <param name="archive">The archive.</param>
    /// <param name="query">The dates, the symbols and the as-of instant.</param>
    /// <param name="context">The calendar and masters; null for the embedded calendar and no masters.</param>
    /// <param name="maxFindings">The maximum number of findings that are kept. All findings are counted.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The report. Unreadable objects are included, not thrown.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxFindings"/> is negative.</exception>
    /// <exception cref="ObjectStoreException">The store could not be listed or read, or its folder does not exist.</exception>
    public static async Task<QualityReport> ReportQualityAsync(
        this KlineArchive archive, KlineQuery query, KlineReportContext? context = null, int maxFindings = MaxFindings, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfNegative(maxFindings);
        var run = new QualityRun(archive.Options.Venue, context ?? new(), new(archive, query), maxFindings);
        var days = ReadAhead.RunAsync(
            archive.Lister.ListAsync(query.From, query.To, new(AsOf: query.AsOfKorea), null, cancellationToken), ReadAsync, session => session.Bytes,
            ReportsAhead(archive), cancellationToken);
        await foreach (var (_, day) in days.ConfigureAwait(false))
            await run.AddAsync(day, cancellationToken).ConfigureAwait(false);
        return run.Report(query.From, query.To);

        async Task<SessionBars> ReadAsync(SessionListing session, CancellationToken token)
        {
            if (archive.Options.SessionsAhead > 0)
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            return await SessionRivals.ReadAsync(archive.Reader, session, query.Symbols, token).ConfigureAwait(false);
        }
    }
}
