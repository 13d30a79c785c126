using Rhetenor.Data.Archive;
using Rhetenor.Data.Reports;

namespace Rhetenor.Data;

public static partial class KlineArchiveReports
{
    /// <summary>Looks at every bar of a range: order of prices, price limits, trading hours, the day's sums, revisions.</summary>
    /// <remarks>Price limits count from the base price of the day's master (see <see cref="KlineReportContext"/>):
    /// ±30 %, KONEX ±15 %, funds and notes that double their index ±60 %, a first day 60 to
    /// 400 %; none in liquidation trading, for rights and warrants. Without a master they are ±30 % of the last regular close within
    /// the range.</remarks>
    /// <param name="archive">The archive.</param>
    /// <param name="query">The dates and symbols, and as of when.</param>
    /// <param name="context">Calendar and masters; null for the embedded calendar and no masters.</param>
    /// <param name="options">How many findings are kept; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The report. Objects that cannot be read are in it; they are not thrown.</returns>
    /// <exception cref="ObjectStoreException">The store could not be listed or read, or its folder does not exist.</exception>
    public static async Task<QualityReport> ReportQualityAsync(
        this KlineArchive archive, KlineQuery query, KlineReportContext? context = null, KlineReportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(query);
        (context, options) = (context ?? new(), (options ?? new()).Checked());
        var run = new QualityRun(archive.Options.Venue, context, options);
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
