using Rhetenor.Data.Core;
using Rhetenor.Data.Datasets;

namespace Rhetenor.Data;

/// <content>Reads daily bars (일봉), and compares them with an archive.</content>
public sealed partial class KlineDataset
{
    /// <summary>Reads daily bars (일봉) of a range into columns, as <see cref="KlineArchive.LoadDailyAsync"/> does from the archive, base
    /// prices and codes of ex-days included. Reads only the row groups that contain the symbols, if the store is an
    /// <see cref="IRangedObjectStore"/>, and otherwise whole files.</summary>
    /// <inheritdoc cref="LoadAsync"/>
    public async Task<KlineHistory> LoadDailyAsync(KlineQuery query, CancellationToken cancellationToken = default)
    {
        RequireLatest(query);
        var parts = new DailyParts(_options.Venue);
        var manifest = await ReadDailyManifestAsync(cancellationToken).ConfigureAwait(false);
        if (manifest is null)
            Log.NothingStored(_logger, _options.Venue, _days.Options.Prefix, query.From, query.To);
        var files = (manifest?.Files ?? []).Where(file => file.Overlaps(query.From, query.To) && (query.Symbols?.Any(file.MayContain) ?? true)).ToList();
        await WorkerLoops.RunAsync(files, _options.Downloads, (file, token) => ReadRowsAsync(file, query, parts.Add, token), cancellationToken).ConfigureAwait(false);
        return parts.Build(query.Symbols);
    }

    /// <summary>Compares the latest publication of daily bars (일봉) with an archive: every file with the manifest's hash and what else the
    /// manifest says of it, and every bar, its base price and its codes with those of the archive. Reads everything of the range once. Memory use is that of a
    /// year.</summary>
    /// <param name="archive">The archive, of the same venue.</param>
    /// <param name="from">The first Korean date. The range is extended to whole years.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="onProblem">Receives every object or row of the archive that cannot be used. If null, it is a problem of the
    /// report.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The archive is of another venue, or <paramref name="from"/> is after
    /// <paramref name="to"/>.</exception>
    /// <exception cref="ObjectStoreException">A store could not be read. A missing or damaged file is reported, not thrown.</exception>
    public async Task<KlineDatasetReport> VerifyDailyAsync(
        KlineArchive archive, DateOnly from, DateOnly to, Action<StoreProblem>? onProblem = null, CancellationToken cancellationToken = default)
    {
        RequireVenue(archive);
        DateRange.Check(from, to);
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var listed = await YearsAsync(archive, cancellationToken).ConfigureAwait(false);
        var manifest = await ReadDailyManifestAsync(cancellationToken).ConfigureAwait(false);
        var (tally, unpublished) = (new Tally(), new List<DateOnly>());
        foreach (var year in YearsOf(listed, manifest, from, to))
        {
            var history = await ReadYearAsync(archive, year, onProblem ?? tally.Problems.Add, cancellationToken).ConfigureAwait(false);
            unpublished.AddRange(await CompareYearAsync(year, history, [.. listed[year]], manifest, tally, cancellationToken).ConfigureAwait(false));
        }

        return new(manifest, tally.Bars, tally.Files, unpublished, tally.Problems);
    }

    // Differences of a year that changed since are its sessions that are not published.
    private async Task<IEnumerable<DateOnly>> CompareYearAsync(
        int year, KlineHistory history, IReadOnlyList<ObjectInfo> objects, KlineDatasetManifest? manifest, Tally tally, CancellationToken cancellationToken)
    {
        var published = (manifest?.Sessions ?? []).Where(session => session.Date.Year == year).ToList();
        var comparison = new DayComparison(history);
        foreach (var file in (manifest?.Files ?? []).Where(file => file.From.Year == year))
            await ReadWholeAsync(file, _days.Keys, tally, comparison.Add, cancellationToken).ConfigureAwait(false);
        comparison.End();
        tally.Bars += comparison.Equal;
        if (!published.TrueForAll(session => SourceMark.IsOf(objects, session.Source)) || published.Count == 0)
            return comparison.Dates;
        tally.Problems.AddRange(comparison.Differences.Select(difference => new StoreProblem(KeyOf(year), difference)));
        var sums = SumsOf(history);
        tally.Problems.AddRange(
            from date in sums.Keys.Union(published.Select(session => session.Date)).Order()
            let found = sums.GetValueOrDefault(date)
            let session = published.Find(session => session.Date == date)
            where found != (session?.Bars ?? 0, session?.Shares ?? 0)
            select new StoreProblem($"{_days.Options.Prefix}/{date.ToText()}", $"the archive has {found.Bars} bars of {found.Shares} shares; the manifest says {session?.Bars ?? 0} of {session?.Shares ?? 0}."));
        return [];
    }
}
