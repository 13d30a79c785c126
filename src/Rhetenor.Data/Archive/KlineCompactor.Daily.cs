using System.Globalization;
using Rhetenor.Data.Archive;
using Rhetenor.Data.Core;
using Rhetenor.Data.Format;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <content>Compacts daily bars (일봉) by year.</content>
public sealed partial class KlineCompactor
{
    /// <summary>Writes one object of daily bars for each year of a range that has several, and coverage that names what it contains. It is
    /// read back and compared before the coverage is written. Removes nothing.</summary>
    /// <param name="fromYear">The first year.</param>
    /// <param name="toYear">The last year.</param>
    /// <param name="cancellationToken">Cancels the operation. Years already done stay done.</param>
    /// <returns>The keys of the objects written.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The first year is after the last.</exception>
    /// <exception cref="UnreadableObjectsException">An object of a year cannot be read. The year is left as it is.</exception>
    /// <exception cref="ObjectStoreException">The store could not be read or written, or returned other bytes than were written.</exception>
    public async Task<IReadOnlyList<string>> CompactDailyAsync(int fromYear, int toYear, CancellationToken cancellationToken = default)
    {
        CheckYears(fromYear, toYear);
        var written = new List<string>();
        var stored = await ListDailyAsync(cancellationToken).ConfigureAwait(false);
        foreach (var year in stored.Objects.Select(one => one.Key.First.Year).Where(year => year >= fromYear && year <= toYear).Distinct().Order().ToList())
        {
            var listing = await ListDailyAsync(cancellationToken).ConfigureAwait(false);
            var coverages = await CoverageAsync(listing, cancellationToken).ConfigureAwait(false);
            var contained = Contained(listing, coverages);
            var objects = listing.Objects.Where(one => one.Key.First.Year == year && !contained.ContainsKey(one.Key.Name)).ToList();
            if (objects.Count < 2)
                continue;
            var (versions, marks) = await ReadAsync(objects, coverages, cancellationToken).ConfigureAwait(false);
            written.Add(await WriteAsync(objects, versions, [.. marks.Keys.SelectMany(name => contained.Where(old => old.Value == name).Select(old => old.Key).Append(name)).Order(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false));
            Log.Compacted(_logger, objects.Count, objects[0].Key.First, written[^1]);
        }

        return written;
    }

    /// <summary>Removes the objects of daily bars whose content is all in a compacted object. Both are read and compared first.</summary>
    /// <param name="fromYear">The first year.</param>
    /// <param name="toYear">The last year.</param>
    /// <param name="remover">Removes the objects; the store itself, if it supports removal.</param>
    /// <param name="cancellationToken">Cancels the operation. Objects already removed stay removed; that is safe.</param>
    /// <returns>The keys of the objects removed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The first year is after the last.</exception>
    /// <exception cref="UnreadableObjectsException">An object cannot be read.</exception>
    /// <exception cref="ObjectStoreException">The store could not be read, or an object could not be removed.</exception>
    public async Task<IReadOnlyList<string>> RemoveCompactedDailyAsync(int fromYear, int toYear, IObjectRemover remover, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(remover);
        CheckYears(fromYear, toYear);
        var removed = new List<string>();
        var listing = await ListDailyAsync(cancellationToken).ConfigureAwait(false);
        var coverages = await CoverageAsync(listing, cancellationToken).ConfigureAwait(false);
        var contained = Contained(listing, coverages);
        foreach (var group in listing.Objects.Where(stored => stored.Key.First.Year >= fromYear && stored.Key.First.Year <= toYear && contained.ContainsKey(stored.Key.Name)).GroupBy(stored => contained[stored.Key.Name]).ToList())
        {
            var (whole, _) = await ReadAsync([.. listing.Objects.Where(stored => stored.Key.Name == group.Key)], coverages, cancellationToken).ConfigureAwait(false);
            foreach (var stored in group)
            {
                var (versions, _) = await ReadAsync([stored], coverages, cancellationToken).ConfigureAwait(false);
                if (!whole.Contains(versions, _options.KeepVersions))
                    continue;
                await remover.RemoveAsync(stored.Key.ToString(), cancellationToken).ConfigureAwait(false);
                removed.Add(stored.Key.ToString());
                Log.Removed(_logger, stored.Key.ToString(), group.Key);
            }
        }

        return removed;
    }

    private static void CheckYears(int fromYear, int toYear)
    {
        if (fromYear > toYear)
            throw new ArgumentOutOfRangeException(nameof(fromYear), string.Create(CultureInfo.InvariantCulture, $"The first year, {fromYear}, is after the last, {toYear}."));
    }

    private async Task<string> WriteAsync(List<(DailyKey Key, long Size)> objects, DailyVersions versions, List<string> contains, CancellationToken cancellationToken)
    {
        var archive = _options.Archive;
        var retrieval = NextRetrieval.After(objects.Max(stored => stored.Key.Retrieval), _timeProvider.GetUtcNow().ToOffset(KoreaTime.Offset).DateTime);
        var key = new DailyKey(archive.DailyPrefix, objects.Min(stored => stored.Key.First), objects.Max(stored => stored.Key.Last), archive.Venue, retrieval);
        var body = DailyCodec.TryPack(versions.Lines(_options.KeepVersions), _options.CompressionLevel);
        if (body is null || body.Length > archive.MaxObjectBytes)
            throw new UnreadableObjectsException([new(key.ToString(), "one object of the year would be beyond the limits of readers; nothing was written.")]);
        if (await _commit.CommitAsync(key.ToString(), body, cancellationToken).ConfigureAwait(false) == CommitOutcome.Conflict)
            throw new ObjectStoreException(ObjectStoreError.Unavailable, key.ToString(), "another process wrote it; compact again.");
        var (stored, marks) = await ReadAsync([(key, body.Length)], [], cancellationToken).ConfigureAwait(false);
        var mark = ContentMark.Of(body);
        if (marks[key.Name] != mark || !stored.Contains(versions, _options.KeepVersions) || stored.Count != versions.Count)
            throw new ObjectStoreException(ObjectStoreError.Corrupt, key.ToString(), "it does not contain what was written.");

        // The years of a range are compacted within seconds, and each has its own coverage.
        var name = new DailyCoverageKey(archive.DailyPrefix, archive.Venue, retrieval);
        for (var taken = 0; ; taken++, name = name with { Retrieval = name.Retrieval.AddSeconds(1) })
        {
            if (await _commit.CommitAsync(name.ToString(), DailyCoverageCodec.Pack(new(name.Name, [new(key.Name, mark, contains)], [])), cancellationToken).ConfigureAwait(false) == CommitOutcome.Committed)
                return key.ToString();
            if (taken == NextRetrieval.MostTaken)
                throw new ObjectStoreException(ObjectStoreError.Unavailable, name.ToString(), $"other writers took the keys of {taken} seconds");
        }
    }

    private async Task<DailyListing> ListDailyAsync(CancellationToken cancellationToken) =>
        await DailyListing.OfAsync(_store, _options.Archive.DailyPrefix, _options.Archive.Venue, mustExist: true, cancellationToken).ConfigureAwait(false);

    private async Task<List<DailyCoverage>> CoverageAsync(DailyListing listing, CancellationToken cancellationToken)
    {
        var problems = new ReadProblems();
        var coverages = await new DailyReader(_store, _options.Archive).ReadCoverageAsync(listing, problems, cancellationToken).ConfigureAwait(false);
        return problems.All is { Count: > 0 } unreadable ? throw new UnreadableObjectsException(unreadable) : coverages;
    }

    // An object with other bytes than its coverage names must not be compacted: what it contains is not what was fetched.
    private async Task<(DailyVersions Versions, Dictionary<string, ContentMark> Marks)> ReadAsync(
        IReadOnlyList<(DailyKey Key, long Size)> objects, List<DailyCoverage> coverages, CancellationToken cancellationToken)
    {
        var (versions, problems) = (new DailyVersions(), new ReadProblems());
        var marks = await new DailyReader(_store, _options.Archive).ReadAsync(objects, versions, versions.Begin, problems, cancellationToken).ConfigureAwait(false);
        foreach (var mark in coverages.SelectMany(coverage => coverage.Objects))
        {
            if (marks.TryGetValue(mark.Name, out var found) && mark.Content is { } content && content != found)
                problems.Add(mark.Name, "it has other bytes than its coverage says.");
        }

        return problems.All is { Count: > 0 } unreadable ? throw new UnreadableObjectsException(unreadable) : (versions, marks);
    }

    // The objects that are in a compacted one, each with the name of the latest such object.
    private static Dictionary<string, string> Contained(DailyListing listing, List<DailyCoverage> coverages)
    {
        var sizes = listing.Objects.ToDictionary(stored => stored.Key.Name, stored => stored.Size, StringComparer.Ordinal);
        var contained = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var mark in coverages.SelectMany(coverage => coverage.Objects).Where(mark => mark.Contains is not null && sizes.TryGetValue(mark.Name, out var size) && size == mark.Content?.Length))
        {
            foreach (var name in mark.Contains!)
                contained[name] = mark.Name;
        }

        return contained;
    }
}
