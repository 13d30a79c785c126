using Rhetenor.Data.Archive;
using Rhetenor.Data.Core;
using Rhetenor.Data.Datasets;

namespace Rhetenor.Data;

/// <content>Publishes daily bars (일봉).</content>
public sealed partial class KlineDataset
{
    /// <summary>Publishes the daily bars (일봉) of the years of an archive that are new or revised since their latest publication, each year
    /// as a file by symbol. Publishing again without changes writes nothing and reads names only. Memory use is that of a year.</summary>
    /// <param name="archive">The archive, of the same venue.</param>
    /// <param name="from">The first Korean date. The range is extended to whole years.</param>
    /// <param name="to">The last Korean date.</param>
    /// <param name="onProblem">Receives every object or row of the archive that cannot be used, and every year that lacks bars that are
    /// published; the year is then published without them. If null, such a year is not published.</param>
    /// <param name="progress">Receives the manifest of each year when it is written.</param>
    /// <param name="cancellationToken">Cancels the operation. Years already published stay published.</param>
    /// <returns>The sessions of the years that were published, and the files. A year that cannot be read whole, or lacks bars that are
    /// published, stays as it is published; it is a problem of the result.</returns>
    /// <exception cref="ArgumentException">The archive is of another venue, or <paramref name="from"/> is after
    /// <paramref name="to"/>.</exception>
    /// <exception cref="ObjectStoreException">A store could not be read or written.</exception>
    public Task<KlineDatasetPublication> PublishDailyAsync(
        KlineArchive archive, DateOnly from, DateOnly to, Action<StoreProblem>? onProblem = null, IProgress<KlineDatasetManifest>? progress = null,
        CancellationToken cancellationToken = default) =>
        PublishDaysAsync(new Source(archive, onProblem, Again: false), from, to, progress, cancellationToken);

    /// <summary>Publishes all years of a range of daily bars (일봉) again, changed or not, as new files. They replace files that are missing or
    /// damaged, or were written with other options.</summary>
    /// <inheritdoc cref="PublishDailyAsync" path="/param|/returns|/exception"/>
    public Task<KlineDatasetPublication> RepublishDailyAsync(
        KlineArchive archive, DateOnly from, DateOnly to, Action<StoreProblem>? onProblem = null, IProgress<KlineDatasetManifest>? progress = null,
        CancellationToken cancellationToken = default) =>
        PublishDaysAsync(new Source(archive, onProblem, Again: true), from, to, progress, cancellationToken);

    private async Task<KlineDatasetPublication> PublishDaysAsync(
        Source source, DateOnly from, DateOnly to, IProgress<KlineDatasetManifest>? progress, CancellationToken cancellationToken)
    {
        RequireVenue(source.Archive);
        DateRange.Check(from, to);
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var listed = await YearsAsync(source.Archive, cancellationToken).ConfigureAwait(false);
        var result = new KlineDatasetPublication(await _days.Manifests.LatestAsync(cancellationToken).ConfigureAwait(false), [], [], []);
        foreach (var year in YearsOf(listed, result.Manifest, from, to))
            result = await PublishYearAsync(source, year, [.. listed[year]], result, progress, cancellationToken).ConfigureAwait(false);
        return result;
    }

    private async Task<KlineDatasetPublication> PublishYearAsync(
        Source source, int year, IReadOnlyList<ObjectInfo> objects, KlineDatasetPublication result, IProgress<KlineDatasetManifest>? progress, CancellationToken cancellationToken)
    {
        for (var round = 0; round < Rounds; round++)
        {
            if (objects.Count == 0)
                return result with { Problems = [.. result.Problems, new(KeyOf(year), $"the archive has no objects of {year} any more, which is published and stays so.")] };
            var published = (result.Manifest?.Sessions ?? []).Where(session => session.Date.Year == year).ToList();
            if (!source.Again && published.Count > 0 && published.TrueForAll(session => session.Source == SourceMark.Of(objects)))
                return result;
            var built = await BuildDaysAsync(source, year, objects, result.Manifest, cancellationToken).ConfigureAwait(false);
            var found = result with { Problems = [.. result.Problems, .. built.Problems] };
            if (built.Sessions.Count == 0)
                return found;
            var next = Next(result.Manifest, built, year);
            if (IsSame(next, result.Manifest))
                return found;
            if (await _days.Manifests.TryWriteAsync(next, cancellationToken).ConfigureAwait(false))
            {
                progress?.Report(next);
                return found with
                {
                    Manifest = next,
                    Sessions = [.. result.Sessions, .. built.Sessions.Select(session => session.Date)],
                    Files = [.. result.Files, .. built.Files.Where(file => file.Since == next.Number)],
                };
            }

            // Another process published meanwhile, possibly the same year, and possibly objects that came after the listing.
            result = result with { Manifest = await _days.Manifests.LatestAsync(cancellationToken).ConfigureAwait(false) };
            objects = [.. (await YearsAsync(source.Archive, cancellationToken).ConfigureAwait(false))[year]];
        }

        throw new ObjectStoreException(ObjectStoreError.Unavailable, _days.Options.Prefix, $"others kept publishing while {year} was published.");
    }

    private async Task<Built> BuildDaysAsync(Source source, int year, IReadOnlyList<ObjectInfo> objects, KlineDatasetManifest? latest, CancellationToken cancellationToken)
    {
        var (problems, isWhole) = (new List<StoreProblem>(), true);
        var report = source.OnProblem ?? problems.Add;
        var history = await ReadYearAsync(source.Archive, year, Unusable, cancellationToken).ConfigureAwait(false);
        if (await LostDaysAsync(year, latest, history, cancellationToken).ConfigureAwait(false) is { } lost)
            report(lost);
        if (problems.Count > 0 || history.BarCount == 0)
            return new([], [], problems);
        var mark = SourceMark.Of(objects, isWhole);
        var files = await WriteDaysAsync(history, latest, source.Again, cancellationToken).ConfigureAwait(false);
        return new([.. SumsOf(history).Select(day => new KlineDatasetSession(day.Key, day.Value.Bars, day.Value.Shares, mark))], files, problems);

        void Unusable(StoreProblem problem)
        {
            isWhole = false;
            report(problem);
        }
    }

    private async Task<List<KlineDatasetFile>> WriteDaysAsync(KlineHistory history, KlineDatasetManifest? latest, bool again, CancellationToken cancellationToken)
    {
        var files = new List<KlineDatasetFile>();
        DatasetFileWriter? file = null;
        foreach (var series in history)
        {
            if (file is not null && file.Bars + series.Count > _options.RowsPerFile)
                await EndAsync().ConfigureAwait(false);
            file ??= await DatasetFileWriter.StartAsync(Math.Min(history.BarCount, _options.RowsPerFile), _options.RowsPerGroup, BarSchema.Daily, cancellationToken).ConfigureAwait(false);
            await file.AddAsync(series, cancellationToken).ConfigureAwait(false);
        }

        await EndAsync().ConfigureAwait(false);
        return files;

        async Task EndAsync()
        {
            if (file is not null)
                files.Add(await _days.Writer.WriteAsync(file, KlineDatasetPeriod.Year, latest, files.Count, again, cancellationToken).ConfigureAwait(false));
            file = null;
        }
    }

    // A later object replaces a bar and removes none. Fewer bars mean that objects were removed, or that a copy of the archive is not complete.
    private async Task<StoreProblem?> LostDaysAsync(int year, KlineDatasetManifest? latest, KlineHistory history, CancellationToken cancellationToken)
    {
        var (count, example) = (0, "");
        foreach (var file in (latest?.Files ?? []).Where(file => file.From.Year == year))
        {
            try
            {
                var reader = await BarFileReader.OpenAsync(_store, file, whole: false, cancellationToken).ConfigureAwait(false);
                await foreach (var columns in reader.ReadAsync(reader.Groups, cancellationToken).ConfigureAwait(false))
                    Count(columns);
            }
            catch (ObjectStoreException exception) when (exception.Error == ObjectStoreError.Corrupt)
            {
                // It is replaced.
            }
        }

        return count == 0 ? null : new(KeyOf(year), $"the archive lacks {Texts.Count(count, "bar")} of {year} that {(count == 1 ? "is" : "are")} published, such as that of {example}.");

        void Count(BarColumns columns)
        {
            foreach (var (symbol, rows) in columns.Symbols())
            {
                var series = history.TryGetValue(symbol, out var known) ? known : null;
                foreach (var date in columns.Minutes[rows])
                {
                    if (series is not null && series.Minutes.BinarySearch(DateTime.SpecifyKind(date, DateTimeKind.Unspecified)) >= 0)
                        continue;
                    if (count++ == 0)
                        example = $"{symbol} of {DateOnly.FromDateTime(date).ToText()}";
                }
            }
        }
    }

    private KlineDatasetManifest Next(KlineDatasetManifest? latest, Built built, int year)
    {
        var replaced = (latest?.Files ?? []).Where(file => file.From.Year == year).ToList();
        return new(
            (latest?.Number ?? 0) + 1, _options.Venue.ToCode(), KoreaTime.Now(_timeProvider),
            [.. (latest?.Sessions ?? []).Where(session => session.Date.Year != year).Concat(built.Sessions).OrderBy(session => session.Date)],
            Ordered((latest?.Files ?? []).Except(replaced).Concat(built.Files)),
            [.. replaced.Select(file => file.Key).Except(built.Files.Select(file => file.Key))]);
    }

    private string KeyOf(int year) => $"{_days.Options.Prefix}/{year}";

    private static IReadOnlyList<int> YearsOf(ILookup<int, ObjectInfo> listed, KlineDatasetManifest? manifest, DateOnly from, DateOnly to) =>
        [.. listed.Select(year => year.Key).Concat((manifest?.Sessions ?? []).Select(session => session.Date.Year)).Where(year => year >= from.Year && year <= to.Year).Distinct().Order()];

    private static SortedDictionary<DateOnly, (long Bars, long Shares)> SumsOf(KlineHistory history)
    {
        var sums = new SortedDictionary<DateOnly, (long Bars, long Shares)>();
        foreach (var bar in history.SelectMany(series => series))
        {
            var date = DateOnly.FromDateTime(bar.Minute);
            var (bars, shares) = sums.GetValueOrDefault(date);
            sums[date] = (bars + 1, shares + bar.Volume);
        }

        return sums;
    }

    private static async Task<ILookup<int, ObjectInfo>> YearsAsync(KlineArchive archive, CancellationToken cancellationToken)
    {
        var listing = await DailyListing.OfAsync(archive.Store, archive.Options.DailyPrefix, archive.Options.Venue, mustExist: true, cancellationToken).ConfigureAwait(false);
        return listing.Objects.ToLookup(stored => stored.Key.First.Year, stored => new ObjectInfo(stored.Key.ToString(), stored.Size));
    }

    private static async Task<KlineHistory> ReadYearAsync(KlineArchive archive, int year, Action<StoreProblem> onProblem, CancellationToken cancellationToken)
    {
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var builder = new DailyHistoryBuilder(archive.Options.Venue);
        await foreach (var days in archive.DailyYearsAsync(new(first, last), onProblem, cancellationToken).ConfigureAwait(false))
            builder.Add(days, first, last);
        return builder.Build(asked: null);
    }
}
