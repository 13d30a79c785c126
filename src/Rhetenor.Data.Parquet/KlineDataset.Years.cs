using Rhetenor.Data.Datasets;

namespace Rhetenor.Data;

/// <content>Publishes closed years by symbol.</content>
public sealed partial class KlineDataset
{
    // One symbol's year, if it trades every minute.
    private const int RowsOfAYear = 122_880;

    private async Task<KlineDatasetPublication> PublishYearsAsync(
        KlineDatasetPublication result, int first, int last, IProgress<KlineDatasetManifest>? progress, CancellationToken cancellationToken)
    {
        var closed = KoreaTime.Today(_timeProvider).Year - 1;
        var years = (result.Manifest?.Files ?? []).Select(file => file.From.Year).Distinct().Where(year => year >= first && year <= last && year <= closed);
        foreach (var year in years.ToList())
        {
            for (var round = 0; NeedsYear(result.Manifest!, year); round++)
            {
                if (round == Rounds)
                    throw new ObjectStoreException(ObjectStoreError.Unavailable, _options.Prefix, $"others kept publishing while {year} was published.");
                var latest = result.Manifest!;
                var files = await BuildYearAsync(latest, year, cancellationToken).ConfigureAwait(false);
                var next = latest with
                {
                    Number = latest.Number + 1,
                    Published = KoreaTime.Now(_timeProvider),
                    Files = Ordered(latest.Files.Concat(files)),
                    Superseded = [],
                };
                if (await _manifests.TryWriteAsync(next, cancellationToken).ConfigureAwait(false))
                {
                    progress?.Report(next);
                    result = result with { Manifest = next, Files = [.. result.Files, .. files] };
                }
                else
                {
                    result = result with { Manifest = await ReadManifestAsync(cancellationToken).ConfigureAwait(false) };
                }
            }
        }

        return result;
    }

    // A year is built from whole months. A month with files of single days is not closed yet for the dataset.
    private static bool NeedsYear(KlineDatasetManifest manifest, int year)
    {
        var periods = manifest.Files.Where(file => file.From.Year == year).Select(file => file.Period).ToHashSet();
        return periods.SetEquals([KlineDatasetPeriod.Month]);
    }

    private async Task<List<KlineDatasetFile>> BuildYearAsync(KlineDatasetManifest manifest, int year, CancellationToken cancellationToken)
    {
        var months = manifest.Files.Where(file => file.Period == KlineDatasetPeriod.Month && file.From.Year == year)
            .GroupBy(file => file.From.Month).OrderBy(month => month.Key).Select(month => (IReadOnlyList<KlineDatasetFile>)[.. month.OrderBy(file => file.FirstSymbol, StringComparer.Ordinal)]).ToList();
        var (files, bars) = (new List<KlineDatasetFile>(), months.Sum(month => month.Sum(file => file.Bars)));
        DatasetFileWriter? file = null;
        await foreach (var series in SymbolMerge.ReadAsync(_store, _options.Venue, months, cancellationToken).ConfigureAwait(false))
        {
            if (file is not null && file.Bars + series.Count > _options.RowsPerFile)
                await EndAsync().ConfigureAwait(false);
            file ??= await DatasetFileWriter.StartAsync(Math.Min(bars, _options.RowsPerFile), RowsOfAYear, BarSchema.Traded, cancellationToken).ConfigureAwait(false);
            await file.AddAsync(series, cancellationToken).ConfigureAwait(false);
        }

        await EndAsync().ConfigureAwait(false);
        return files;

        async Task EndAsync()
        {
            if (file is not null)
                files.Add(await _writer.WriteAsync(file, KlineDatasetPeriod.Year, manifest, files.Count, again: false, cancellationToken).ConfigureAwait(false));
            file = null;
        }
    }
}
