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
    /// <exception cref="ObjectStoreException">The store could not be listed or read.</exception>
    public static Task<StoreReport> VerifyAsync(this KlineArchive archive, KlineReportOptions? options = null, CancellationToken cancellationToken = default) =>
        VerifyAsync(archive, inventory => inventory.ListAsync(archive.Store, cancellationToken), options, cancellationToken);

    /// <summary>Reads every object of a range again, bars and coverage, and tells what they are worth.</summary>
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
        return VerifyAsync(archive, inventory => inventory.ListAsync(archive.Store, from, to, cancellationToken), options, cancellationToken);
    }

    private static async Task<StoreReport> VerifyAsync(KlineArchive archive, Func<ArchiveInventory, Task> list, KlineReportOptions? options, CancellationToken cancellationToken)
    {
        var most = (options ?? new()).Checked().MaxFindings;
        var inventory = new ArchiveInventory(archive.Options);
        await list(inventory).ConfigureAwait(false);
        var verifier = new DayVerifier(archive.Days, new CoverageReader(archive.Store, archive.Options), archive.Options);
        var days = ReadAhead.RunAsync(inventory.Days.Values.ToAsyncEnumerable(), RunAsync, day => day.Bytes,
            ReportsAhead(archive), cancellationToken);
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

        var held = inventory.Days.Values.ToList();
        return new(
            archive.Options.Venue, held.Count, held.Sum(day => day.Objects.Count), held.Sum(day => day.Coverages.Count), held.Sum(day => day.Bytes),
            bars, superseded, inventory.OtherVenues, inventory.ForeignCount, inventory.Foreign,
            counts[(int)StoreFindingLevel.Note], counts[(int)StoreFindingLevel.Doubt], counts[(int)StoreFindingLevel.Damage], findings);

        async Task<DayVerdict> RunAsync(DayInventory day, CancellationToken token)
        {
            if (archive.Options.SessionsAhead > 0)
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            return await verifier.RunAsync(day, token).ConfigureAwait(false);
        }
    }
}
