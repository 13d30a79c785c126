using Rhetenor.Data.Archive;
using Rhetenor.Data.Format;

namespace Rhetenor.Data;

/// <content>Merges the coverage of daily bars (일봉).</content>
public sealed partial class KlineCompactor
{
    private async Task<IReadOnlyList<string>> MergeDailyAsync(CancellationToken cancellationToken)
    {
        var (merge, latest) = await DailyMergeAsync(cancellationToken).ConfigureAwait(false);
        var written = new List<string>();

        // Where nothing can be removed afterwards, nothing is gained.
        foreach (var (marks, entries) in merge.Redundant.Count > merge.Missing.Count ? merge.Missing : [])
        {
            var retrieval = NextRetrieval.After(latest, _timeProvider.GetUtcNow().ToOffset(KoreaTime.Offset).DateTime);
            written.Add(await WriteCoverageAsync(marks, entries, retrieval, cancellationToken).ConfigureAwait(false));
            latest = retrieval;
        }

        return written;
    }

    // Everything is read: an entry is merged only if all sessions that it counts are stored.
    private async Task<(DailyCoverageMerge Merge, DateTime Latest)> DailyMergeAsync(CancellationToken cancellationToken)
    {
        var (listing, coverages) = await CoverageAsync(cancellationToken).ConfigureAwait(false);
        var (contained, stored, all) = (Contained(listing, coverages), new DailySessions(), new List<ObjectMark>());
        foreach (var year in listing.Objects.Where(one => !contained.ContainsKey(one.Key.Name)).GroupBy(one => one.Key.First.Year).OrderBy(year => year.Key))
        {
            var (problems, bars) = (new ReadProblems(), new DailyYear(year.Key));
            var marks = await new DailyReader(_store, _options.Archive).ReadAsync([.. year], bars, bars.Begin, problems, cancellationToken).ConfigureAwait(false);

            // The merged coverage would otherwise name the changed bytes, and nothing would show that they changed.
            Compare(coverages, marks, problems);
            if (problems.All is { Count: > 0 } unreadable)
                throw new UnreadableObjectsException(unreadable);
            stored.Add(bars);
            all.AddRange(marks.OrderBy(mark => mark.Key, StringComparer.Ordinal).Select(mark => new ObjectMark(mark.Key, mark.Value, ContentsOf(mark.Key, contained))));
        }

        var latest = listing.Objects.Select(one => one.Key.Retrieval).Concat(listing.Coverages.Select(one => one.Key.Retrieval)).DefaultIfEmpty().Max();
        return (new(new DailyHeld(listing, coverages, new()), stored, all), latest);
    }

    private static List<string>? ContentsOf(string name, Dictionary<string, string> contained) =>
        contained.Where(one => one.Value == name).Select(one => one.Key).Order(StringComparer.Ordinal).ToList() is { Count: > 0 } names ? names : null;
}
