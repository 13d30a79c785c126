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
    /// read back and compared before the coverage is written. Then reads all years and merges their coverage, as far as nothing is in
    /// doubt. Removes nothing.</summary>
    /// <param name="fromYear">The first year.</param>
    /// <param name="toYear">The last year.</param>
    /// <param name="cancellationToken">Cancels the operation. Years already done stay done.</param>
    /// <returns>The result of each year. A year with an object that cannot be read, or that could not be written, is left as it is; that is a problem of
    /// the result, and the other years are compacted.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The first year is after the last.</exception>
    /// <exception cref="ObjectStoreException">The store could not be listed.</exception>
    public async Task<DailyCompaction> CompactDailyAsync(int fromYear, int toYear, CancellationToken cancellationToken = default)
    {
        CheckYears(fromYear, toYear);
        var years = new List<YearCompaction>();
        var stored = await ListDailyAsync(cancellationToken).ConfigureAwait(false);
        foreach (var year in stored.Objects.Select(one => one.Key.First.Year).Where(year => year >= fromYear && year <= toYear).Distinct().Order().ToList())
        {
            try
            {
                years.Add(new(year, await CompactYearAsync(year, cancellationToken).ConfigureAwait(false), []));
            }
            catch (UnreadableObjectsException exception)
            {
                years.Add(new(year, null, exception.Problems));
            }
            catch (ObjectStoreException exception)
            {
                years.Add(new(year, null, [new(exception.Key, exception.Message)]));
            }
        }

        try
        {
            return new(years, await MergeDailyAsync(cancellationToken).ConfigureAwait(false), []);
        }
        catch (UnreadableObjectsException exception)
        {
            return new(years, [], exception.Problems);
        }
        catch (ObjectStoreException exception)
        {
            return new(years, [], [new(exception.Key ?? DailyCoverageKey.Folder(_options.Archive.DailyPrefix), exception.Message)]);
        }
    }

    private async Task<string?> CompactYearAsync(int year, CancellationToken cancellationToken)
    {
        var (listing, coverages) = await CoverageAsync(cancellationToken).ConfigureAwait(false);
        var contained = Contained(listing, coverages);
        var objects = listing.Objects.Where(one => one.Key.First.Year == year && !contained.ContainsKey(one.Key.Name)).ToList();
        if (objects.Count < 2)
            return null;
        var (versions, marks) = await ReadAsync(objects, coverages, cancellationToken).ConfigureAwait(false);
        var written = await WriteAsync(objects, versions, [.. marks.Keys.SelectMany(name => contained.Where(old => old.Value == name).Select(old => old.Key).Append(name)).Order(StringComparer.Ordinal)], cancellationToken).ConfigureAwait(false);
        Log.Compacted(_logger, objects.Count, objects[0].Key.First, written);
        return written;
    }

    /// <summary>Removes the objects of daily bars whose content is all in a compacted object, and the coverage objects whose content is all in
    /// merged ones, which are of all years. They are read and compared first.</summary>
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
        var (listing, coverages) = await CoverageAsync(cancellationToken).ConfigureAwait(false);
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

        var (merge, _) = await DailyMergeAsync(cancellationToken).ConfigureAwait(false);
        foreach (var name in merge.Missing.Count == 0 ? merge.Redundant : [])
        {
            var key = DailyCoverageKey.Folder(_options.Archive.DailyPrefix) + name;
            await remover.RemoveAsync(key, cancellationToken).ConfigureAwait(false);
            removed.Add(key);
            Log.Removed(_logger, key, "merged coverage");
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

        await WriteCoverageAsync([new(key.Name, mark, contains)], [], retrieval, cancellationToken).ConfigureAwait(false);
        return key.ToString();
    }

    // The years of a range are compacted within seconds, and each has its own coverage.
    private async Task<string> WriteCoverageAsync(
        IReadOnlyList<ObjectMark> marks, IReadOnlyList<KeyValuePair<string, DailyEntry>> entries, DateTime retrieval, CancellationToken cancellationToken)
    {
        var name = new DailyCoverageKey(_options.Archive.DailyPrefix, _options.Archive.Venue, retrieval);
        for (var taken = 0; ; taken++, name = name with { Retrieval = name.Retrieval.AddSeconds(1) })
        {
            if (await _commit.CommitAsync(name.ToString(), DailyCoverageCodec.Pack(new(name.Name, marks, entries)), cancellationToken).ConfigureAwait(false) == CommitOutcome.Committed)
                return name.ToString();
            if (taken == NextRetrieval.MostTaken)
                throw new ObjectStoreException(ObjectStoreError.Unavailable, name.ToString(), $"other writers took the keys of {taken} seconds");
        }
    }

    private async Task<DailyListing> ListDailyAsync(CancellationToken cancellationToken) =>
        await DailyListing.OfAsync(_store, _options.Archive.DailyPrefix, _options.Archive.Venue, mustExist: true, cancellationToken).ConfigureAwait(false);

    private async Task<(DailyListing Listing, List<DailyCoverage> Coverages)> CoverageAsync(CancellationToken cancellationToken)
    {
        var (listing, coverages, problems) = await new DailyReader(_store, _options.Archive).ListAsync(mustExist: true, cancellationToken).ConfigureAwait(false);
        return problems.All is { Count: > 0 } unreadable ? throw new UnreadableObjectsException(unreadable) : (listing, coverages);
    }

    // An object with other bytes than its coverage names must not be compacted: what it contains is not what was fetched.
    private async Task<(DailyVersions Versions, Dictionary<string, ContentMark> Marks)> ReadAsync(
        IReadOnlyList<(DailyKey Key, long Size)> objects, List<DailyCoverage> coverages, CancellationToken cancellationToken)
    {
        var (versions, problems) = (new DailyVersions(), new ReadProblems());
        var marks = await new DailyReader(_store, _options.Archive).ReadAsync(objects, versions, versions.Begin, problems, cancellationToken).ConfigureAwait(false);
        Compare(coverages, marks, problems);
        return problems.All is { Count: > 0 } unreadable ? throw new UnreadableObjectsException(unreadable) : (versions, marks);
    }

    private static void Compare(List<DailyCoverage> coverages, Dictionary<string, ContentMark> marks, ReadProblems problems)
    {
        foreach (var mark in coverages.SelectMany(coverage => coverage.Objects))
        {
            if (marks.TryGetValue(mark.Name, out var found) && mark.Content is { } content && content != found)
                problems.Add(mark.Name, "it has other bytes than its coverage says.");
        }
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
