namespace Rhetenor.Data;

public sealed partial class KlineArchive
{
    /// <summary>Reads every object of the store again, bars and coverage, and tells what it is worth.</summary>
    /// <remarks>It checks that every object can be read and carries a checksum that is right; that its lines are of its date, ascend,
    /// and are those its name tells; that the day's shares are the sum of the bars' from the open; and that coverage and bars agree. A
    /// sum shows that no bar is missing before another one; that none is missing at a day's end is what the coverage claims. What
    /// belongs to others is counted, never touched. Names take memory for the whole store, contents for a few days at a time.</remarks>
    /// <param name="options">How many findings are kept; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ObjectStoreException">The store could not be listed or read.</exception>
    public Task<StoreReport> VerifyAsync(KlineReportOptions? options = null, CancellationToken cancellationToken = default) =>
        VerifyAsync(inventory => inventory.ListAsync(Store, cancellationToken), options, cancellationToken);

    /// <summary>Reads every object of a range again, bars and coverage, and tells what they are worth.</summary>
    /// <inheritdoc cref="VerifyAsync(KlineReportOptions, CancellationToken)" path="/remarks|/param|/exception"/>
    /// <param name="from">The first Korean date.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="options">How many findings are kept; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="from"/> is after <paramref name="to"/>.</exception>
    public Task<StoreReport> VerifyAsync(
        DateOnly from, DateOnly to, KlineReportOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        return VerifyAsync(inventory => inventory.ListAsync(Store, from, to, cancellationToken), options, cancellationToken);
    }

    private async Task<StoreReport> VerifyAsync(Func<ArchiveInventory, Task> list, KlineReportOptions? options, CancellationToken cancellationToken)
    {
        var most = (options ?? KlineReportOptions.Default).MaxFindings;
        var inventory = new ArchiveInventory(Options);
        await list(inventory).ConfigureAwait(false);
        var verifier = new DayVerifier(_days, new CoverageReader(Store, Options), Options);
        var days = ReadAhead.RunAsync(inventory.Days.Values.ToAsyncEnumerable(), RunAsync, day => day.Bytes,
            ReportsAhead, cancellationToken);
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
            Options.Venue, held.Count, held.Sum(day => day.Objects.Count), held.Sum(day => day.Coverages.Count), held.Sum(day => day.Bytes),
            bars, superseded, inventory.OtherVenues, inventory.ForeignCount, inventory.Foreign,
            counts[(int)StoreFindingLevel.Note], counts[(int)StoreFindingLevel.Doubt], counts[(int)StoreFindingLevel.Damage], findings);

        async Task<DayVerdict> RunAsync(DayInventory day, CancellationToken token)
        {
            if (Options.SessionsAhead > 0)
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            return await verifier.RunAsync(day, token).ConfigureAwait(false);
        }
    }
}
