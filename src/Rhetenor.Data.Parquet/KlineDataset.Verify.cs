using Rhetenor.Data.Archive;
using Rhetenor.Data.Core;
using Rhetenor.Data.Datasets;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data;

/// <content>Compares the dataset with an archive.</content>
public sealed partial class KlineDataset
{
    /// <summary>Compares the latest publication with an archive: every file with the manifest's hash and what else the manifest says of it, and
    /// every session and bar of the days and months with the archive's. Files of years are compared with the sums of their sessions. Reads everything of the range once; a month of the
    /// archive is kept in a temporary file of about ten bytes a bar.</summary>
    /// <param name="archive">The archive, of the same venue.</param>
    /// <param name="from">The first Korean date. The range is extended to whole months.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="onProblem">Receives every object or row of the archive that cannot be used. If null, it is a problem of the
    /// report.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The archive is of another venue, or <paramref name="from"/> is after
    /// <paramref name="to"/>.</exception>
    /// <exception cref="ObjectStoreException">A store could not be read. A missing or damaged file is reported, not thrown.</exception>
    /// <exception cref="IOException">The temporary file could not be written.</exception>
    public async Task<KlineDatasetReport> VerifyAsync(
        KlineArchive archive, DateOnly from, DateOnly to, Action<StoreProblem>? onProblem = null, CancellationToken cancellationToken = default)
    {
        RequireVenue(archive);
        DateRange.Check(from, to);
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var (first, last) = (FirstOf(from), LastOf(to));
        var manifest = await ReadManifestAsync(cancellationToken).ConfigureAwait(false);
        var published = (manifest?.Sessions ?? []).Where(session => session.Date >= first && session.Date <= last).ToList();
        var unpublished = await archive.ListSessionsAsync(first, last, cancellationToken)
            .Where(session => !IsOpen(session) && !SourceMark.IsOf(session, published.Find(one => one.Date == session.Date)?.Source))
            .Select(session => session.Date).ToListAsync(cancellationToken).ConfigureAwait(false);
        var tally = new Tally();
        foreach (var month in published.GroupBy(session => FirstOf(session.Date)))
            await CompareAsync(archive.DaysAsync(new(month.First().Date, month.Last().Date), onProblem ?? tally.Problems.Add, reuseBuffers: true, cancellationToken), manifest!, [.. month], tally, cancellationToken).ConfigureAwait(false);
        foreach (var year in (manifest?.Files ?? []).Where(file => file.Period == KlineDatasetPeriod.Year && file.Overlaps(first, last)).GroupBy(file => file.From.Year))
            await CompareYearAsync(manifest!, year.Key, [.. year], tally, cancellationToken).ConfigureAwait(false);
        return new(manifest, tally.Bars, tally.Files, unpublished, tally.Problems);
    }

    private async Task CompareAsync(
        IAsyncEnumerable<ArchiveDay> archived, KlineDatasetManifest manifest, IReadOnlyList<KlineDatasetSession> sessions, Tally tally, CancellationToken cancellationToken)
    {
        var dates = sessions.Select(session => session.Date).ToHashSet();
        using var spool = new BarSpool(_options.Venue);
        // Days of the running month that are not published are not differences of those that are.
        await foreach (var day in archived.Where(day => dates.Contains(day.Date)).ConfigureAwait(false))
            spool.Add(day.Date, day.Slices);
        var comparison = new MonthComparison(spool);
        foreach (var file in manifest.Files.Where(file => file.Period != KlineDatasetPeriod.Year && MonthPlan.IsIn(sessions[0].Date, file.From)))
            await ReadWholeAsync(file, _keys, tally, (symbol, bars, _) => comparison.Add(file, symbol, bars), cancellationToken).ConfigureAwait(false);
        comparison.End();
        foreach (var session in sessions)
        {
            var (bars, shares) = spool.Sessions.GetValueOrDefault(session.Date);
            if ((bars, shares) != (session.Bars, session.Shares))
                tally.Problems.Add(new($"{_options.Prefix}/{session.Date.ToText()}", $"the archive has {bars} bars of {shares} shares; the manifest says {session.Bars} of {session.Shares}."));
        }

        tally.Bars += comparison.Equal;
        foreach (var difference in comparison.Differences)
            tally.Problems.Add(new($"{_options.Prefix}/{sessions[0].Date.ToText()[..7]}", difference));
    }

    private async Task CompareYearAsync(
        KlineDatasetManifest manifest, int year, IReadOnlyList<KlineDatasetFile> files, Tally tally, CancellationToken cancellationToken)
    {
        var sessions = manifest.Sessions.Where(session => session.Date.Year == year).ToList();
        if ((files.Sum(file => file.Bars), files.Sum(file => file.Shares)) != (sessions.Sum(session => session.Bars), sessions.Sum(session => session.Shares)))
            tally.Problems.Add(new(files[0].Key, $"the files of {year} have other sums than its sessions."));
        foreach (var file in files)
            await ReadWholeAsync(file, _keys, tally, compare: null, cancellationToken).ConfigureAwait(false);
    }

    private async Task ReadWholeAsync(KlineDatasetFile file, DatasetKeys keys, Tally tally, Action<string, KlineColumns, DailyFacts>? compare, CancellationToken cancellationToken)
    {
        try
        {
            var reader = await BarFileReader.OpenAsync(_store, file, whole: true, cancellationToken).ConfigureAwait(false);
            var check = new FileCheck(file);
            await foreach (var columns in reader.ReadAsync(reader.Groups, cancellationToken).ConfigureAwait(false))
            {
                foreach (var (symbol, rows) in columns.Symbols())
                {
                    var (bars, facts) = (columns.Copy(rows), new DailyFacts());
                    columns.CopyFacts(facts, rows);
                    check.Add(symbol, bars);
                    compare?.Invoke(symbol, bars, facts);
                }
            }

            tally.Files++;
            foreach (var problem in check.End())
                tally.Problems.Add(new(file.Key, problem));
            if (!keys.IsOf(file))
                tally.Problems.Add(new(file.Key, $"the manifest says that it is of publication {file.Since} and of the {file.Period} of {file.From.ToText()}, and its name does not."));
        }
        catch (ObjectStoreException exception) when (exception.Error == ObjectStoreError.Corrupt)
        {
            tally.Problems.Add(new(file.Key, exception.Message));
        }
    }

    private sealed class Tally
    {
        public long Bars { get; set; }

        public int Files { get; set; }

        public List<StoreProblem> Problems { get; } = [];
    }
}
