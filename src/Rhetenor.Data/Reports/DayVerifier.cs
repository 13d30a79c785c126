using Rhetenor.Data.Archive;

namespace Rhetenor.Data.Reports;

/// <summary>What verifying one day has shown.</summary>
internal sealed record DayVerdict(long Bars, long SupersededBars, IReadOnlyList<StoreFinding> Findings);

/// <summary>Reads everything there is of a day and holds it against its names, its sums and its claims.</summary>
internal sealed class DayVerifier(ArchiveDayReader days, CoverageReader coverages, KlineArchiveOptions options)
{
    public async Task<DayVerdict> RunAsync(DayInventory inventory, CancellationToken cancellationToken)
    {
        var findings = new List<StoreFinding>();
        void Tell(StoreFindingLevel level, string key, string message) => findings.Add(new(level, key, message));
        var prefix = KlineKey.DayPrefix(options.Prefix, inventory.Date);
        var session = TradingHours.For(inventory.Venue, inventory.Date);
        if (session is null)
            Tell(StoreFindingLevel.Doubt, prefix, "the venue had not opened yet.");

        var day = new KlineDay(inventory.Date, inventory.Venue);
        var unread = new ArchiveProblems();
        var checks = new DayChecks();
        await foreach (var (key, table) in days.ObjectsAsync(inventory.Session, new KlineTable(), unread, cancellationToken).ConfigureAwait(false))
        {
            ObjectChecks.Bars(key, table, Tell);
            if (inventory.Objects.Count == 1 && ArchiveDayReader.IsInOrder(table, inventory.Date))
                checks.Add(table);
            else
                day.Add(key, table);
        }

        var problems = unread.All.ToList();
        var told = await coverages.ReadAsync(inventory, problems, cancellationToken).ConfigureAwait(false);
        findings.AddRange(problems.Select(problem => new StoreFinding(StoreFindingLevel.Damage, problem.Key, problem.Message)));
        if (session is not null)
        {
            foreach (var (key, coverage) in told)
                ObjectChecks.Coverage(key, coverage, session, Tell);
        }

        checks.Add(day.Slices());
        checks.Sums(prefix, Tell);
        checks.Claims(inventory.Date, told.Count == 0 ? null : KlineCoverage.Merge(told.Select(entry => entry.Coverage)), prefix, Tell);
        return new(checks.Bars, day.Revisions, findings);
    }
}
