using Rhetenor.Data.Archive;
using Rhetenor.Data.Format;

namespace Rhetenor.Data;

public sealed partial class KlineCompactor
{
    private const string TooMuch = "the coverage of the session is more than readers accept in one object, and stays in several.";

    // Returns null when another process changed the session meanwhile.
    private async Task<SessionCompaction?> MergeCoverageAsync(
        SessionListing listing, CompactionStock stock, SessionCompaction bars, CancellationToken cancellationToken)
    {
        var merge = stock.Merge;
        var compacted = bars.Compacted is { } stored && KlineKey.Parse(stored.Key) is { Compaction: > 0 } key ? key.Name : null;
        var undescribed = merge.Undescribed(stock.Marks, compacted, stock.Presence);
        if (merge.IsDone(undescribed))
            return bars with { Coverage = merge.Whole?.Stored.ToInfo() };
        if (merge.Make(undescribed, listing.Coverages.Select(one => one.Name)) is not { } made)
            return bars with { Problems = [new StoreProblem(listing.Coverages[^1].Key, TooMuch)] };
        var name = made.Name with { Prefix = _options.Archive.Prefix };
        return await WriteAsync(name.ToString(), made.Body, listing.Coverages.Count, listing.Date, cancellationToken).ConfigureAwait(false)
            ? bars with { Outcome = CompactionOutcome.Written, Coverage = new ObjectInfo(name.ToString(), made.Body.Length) }
            : null;
    }

    // Returns null when an object no longer exists: another compactor is at work.
    private async Task<CompactionStock?> ReadAsync(SessionListing listing, ReadProblems problems, CancellationToken cancellationToken)
    {
        // Coverage that cannot be read, such as a foreign object, stays as it is. What rests on it is lost.
        var unreadable = new ReadProblems();
        var coverage = await _reader.CoverageAsync(listing, unreadable, cancellationToken).ConfigureAwait(false);
        var stored = CoverageObject.Distinct(coverage, problems);
        IReadOnlyList<CoverageRecord> records = [.. stored.Select(one => one.Record)];
        var (versions, marks) = (new KlineVersions(listing.Date), new List<ObjectMark>());
        await foreach (var (key, table, content) in _reader.ObjectsAsync(listing, new(), problems, new(records), cancellationToken).ConfigureAwait(false))
        {
            versions.Add(key, table);
            marks.Add(new(key.Name, content));
        }

        // A compacted object would hide that an object is lost.
        var keys = versions.Objects.Select(one => one.Key).ToList();
        var believed = BelievedCoverage.Of(listing, stored, keys, bars: null);
        SessionReader.Report(believed, problems);
        return problems.AnyGone || unreadable.AnyGone ? null : new(versions, marks, new(listing, keys, records), new(coverage, records, believed.Trail));
    }

    /// <summary>All that is stored of a session.</summary>
    /// <param name="Versions">The values of all objects of bars.</param>
    /// <param name="Marks">The lengths and hashes of these objects.</param>
    /// <param name="Presence">The objects whose bars can be read.</param>
    /// <param name="Merge">The coverage.</param>
    private sealed record CompactionStock(KlineVersions Versions, List<ObjectMark> Marks, ObjectPresence Presence, CoverageMerge Merge);
}
