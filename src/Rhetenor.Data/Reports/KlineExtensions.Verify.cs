using Rhetenor.Data.Archive;
using Rhetenor.Data.Core;
using Rhetenor.Data.Reports;

namespace Rhetenor.Data;

public static partial class KlineExtensions
{
    /// <summary>Verifies the whole store: reads every object again, both bars and coverage.</summary>
    /// <remarks>Every object must be readable and have a valid checksum. Its lines must be of its date, ascend, and agree with its
    /// name. The cumulative volume must be the sum of the bars' volumes since the open. Coverage and bars must agree. The sums show
    /// that no bar is missing before another one; for the end of a day, only the coverage shows that none is missing. Objects that
    /// do not belong to the archive are counted but not read. Names of the whole store are held in memory, contents of a few days
    /// at a time.</remarks>
    /// <param name="archive">The archive.</param>
    /// <param name="context">The calendar with the sessions' hours; null for the embedded calendar.</param>
    /// <param name="maxFindings">The maximum number of findings that are kept. All findings are counted.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxFindings"/> is negative.</exception>
    /// <exception cref="ObjectStoreException">The store could not be listed or read, or its folder does not exist.</exception>
    public static Task<StoreReport> VerifyAsync(
        this KlineArchive archive, KlineReportContext? context = null, int maxFindings = MaxFindings, CancellationToken cancellationToken = default) =>
        VerifyAsync(archive, context, tally => archive.Lister.ListAllAsync(tally, cancellationToken), maxFindings, cancellationToken);

    /// <summary>Verifies a range: reads every object again, both bars and coverage. It takes dates instead of a
    /// <see cref="KlineQuery"/>, because it verifies the current objects completely, for every symbol.</summary>
    /// <inheritdoc cref="VerifyAsync(KlineArchive, KlineReportContext, int, CancellationToken)" path="/remarks|/param|/exception"/>
    /// <param name="archive">The archive.</param>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="context">The calendar with the sessions' hours; null for the embedded calendar.</param>
    /// <param name="maxFindings">The maximum number of findings that are kept. All findings are counted.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="from"/> is after <paramref name="to"/>.</exception>
    public static Task<StoreReport> VerifyAsync(
        this KlineArchive archive, DateOnly from, DateOnly to, KlineReportContext? context = null, int maxFindings = MaxFindings, CancellationToken cancellationToken = default)
    {
        DateRange.Check(from, to);
        return VerifyAsync(archive, context, ListAsync, maxFindings, cancellationToken);

        async Task<IReadOnlyList<SessionListing>> ListAsync(ListingTally tally) =>
            await archive.Lister.ListAsync(from, to, new(WithCoverage: true), tally, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<StoreReport> VerifyAsync(
        KlineArchive archive, KlineReportContext? context, Func<ListingTally, Task<IReadOnlyList<SessionListing>>> list, int maxFindings, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxFindings);
        context ??= new();
        var tally = new ListingTally();
        var listed = await list(tally).ConfigureAwait(false);
        var days = ReadAhead.RunAsync(listed.ToAsyncEnumerable(), RunAsync, day => day.Bytes, ReportsAhead(archive), cancellationToken);
        var counts = new int[(int)StoreVerdict.Damaged + 1];
        var findings = new List<StoreFinding>();
        var (bars, superseded) = (0L, 0L);
        await foreach (var (_, verdict) in days.ConfigureAwait(false))
        {
            (bars, superseded) = (bars + verdict.Bars, superseded + verdict.SupersededBars);
            foreach (var finding in verdict.Findings)
            {
                counts[(int)finding.Verdict]++;
                if (findings.Count < maxFindings)
                    findings.Add(finding);
            }
        }

        return new()
        {
            Venue = archive.Options.Venue,
            Days = listed.Count,
            Objects = listed.Sum(day => day.Objects.Count),
            CoverageObjects = listed.Sum(day => day.Coverages.Count),
            Bytes = listed.Sum(day => day.Bytes),
            Bars = bars,
            SupersededBars = superseded,
            OtherVenues = tally.OtherVenues,
            ForeignKeys = tally.ForeignCount,
            Foreign = tally.Foreign,
            Notes = counts[(int)StoreVerdict.Sound],
            Doubts = counts[(int)StoreVerdict.Doubtful],
            Damages = counts[(int)StoreVerdict.Damaged],
            Findings = findings,
        };

        async Task<DayVerdict> RunAsync(SessionListing day, CancellationToken token)
        {
            if (archive.Options.SessionsAhead > 0)
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            var session = await context.HoursAsync(day.Venue, day.Date, token).ConfigureAwait(false);
            return await DayVerifier.RunAsync(archive.Reader, day, archive.Options.Prefix, session, token).ConfigureAwait(false);
        }
    }
}
