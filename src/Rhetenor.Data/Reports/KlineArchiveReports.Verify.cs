using Rhetenor.Data.Archive;
using Rhetenor.Data.Reports;

namespace Rhetenor.Data;

public static partial class KlineArchiveReports
{
    /// <summary>Reads every object of the store again, bars and coverage, and tells what it is worth.</summary>
    /// <remarks>It checks that every object can be read and carries a checksum that is right; that its lines are of its date, ascend,
    /// and are those its name tells; that the day's shares are the sum of the bars' from the open; and that coverage and bars agree. A
    /// sum shows that no bar is missing before another one; that none is missing at a day's end is what the coverage claims. What
    /// belongs to others is counted, never touched. Names take memory for the whole store, contents for a few days at a time.</remarks>
    /// <param name="archive">The archive.</param>
    /// <param name="options">How many findings are kept; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ObjectStoreException">The store could not be listed or read, or its folder does not exist.</exception>
    public static Task<StoreReport> VerifyAsync(this KlineArchive archive, KlineReportOptions? options = null, CancellationToken cancellationToken = default) =>
        VerifyAsync(archive, tally => archive.Lister.ListAllAsync(tally, cancellationToken), options, cancellationToken);

    /// <summary>Reads every object of a range again, bars and coverage, and tells what they are worth. It takes dates and no
    /// <see cref="KlineQuery"/>: what is stored is verified whole, for every symbol, as it is now.</summary>
    /// <inheritdoc cref="VerifyAsync(KlineArchive, KlineReportOptions, CancellationToken)" path="/remarks|/param|/exception"/>
    /// <param name="archive">The archive.</param>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="options">How many findings are kept; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="from"/> is after <paramref name="to"/>.</exception>
    public static Task<StoreReport> VerifyAsync(
        this KlineArchive archive, DateOnly from, DateOnly to, KlineReportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        return VerifyAsync(archive, ListAsync, options, cancellationToken);

        async Task<IReadOnlyList<SessionListing>> ListAsync(ListingTally tally) =>
            await archive.Lister.ListAsync(from, to, new(WithCoverage: true), tally, cancellationToken).ToListAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task<StoreReport> VerifyAsync(
        KlineArchive archive, Func<ListingTally, Task<IReadOnlyList<SessionListing>>> list, KlineReportOptions? options, CancellationToken cancellationToken)
    {
        var most = (options ?? new()).Checked().MaxFindings;
        var tally = new ListingTally();
        var listed = await list(tally).ConfigureAwait(false);
        var days = ReadAhead.RunAsync(listed.ToAsyncEnumerable(), RunAsync, day => day.Bytes, ReportsAhead(archive), cancellationToken);
        var counts = new int[(int)StoreFindingLevel.Damage + 1];
        var findings = new List<StoreFinding>();
        var (bars, superseded) = (0L, 0L);
        await foreach (var (_, verdict) in days.ConfigureAwait(false))
        {
            (bars, superseded) = (bars + verdict.Bars, superseded + verdict.SupersededBars);
            foreach (var finding in verdict.Findings)
            {
                counts[(int)finding.Level]++;
                if (findings.Count < most)
                    findings.Add(finding);
            }
        }

        return new(
            archive.Options.Venue, listed.Count, listed.Sum(day => day.Objects.Count), listed.Sum(day => day.Coverages.Count), listed.Sum(day => day.Bytes),
            bars, superseded, tally.OtherVenues, tally.ForeignCount, tally.Foreign,
            counts[(int)StoreFindingLevel.Note], counts[(int)StoreFindingLevel.Doubt], counts[(int)StoreFindingLevel.Damage], findings);

        async Task<DayVerdict> RunAsync(SessionListing day, CancellationToken token)
        {
            if (archive.Options.SessionsAhead > 0)
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            return await DayVerifier.RunAsync(archive.Reader, day, archive.Options.Prefix, token).ConfigureAwait(false);
        }
    }
}
