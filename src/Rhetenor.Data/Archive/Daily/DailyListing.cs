using Rhetenor.Data.Format;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data.Archive;

/// <summary>The objects of daily bars of one venue, without their content.</summary>
internal sealed class DailyListing
{
    /// <summary>Gets the objects of bars by retrieval, then by name: of equal bars the last one counts.</summary>
    public required IReadOnlyList<(DailyKey Key, long Size)> Objects { get; init; }

    /// <summary>Gets the coverage objects, oldest first.</summary>
    public required IReadOnlyList<(DailyCoverageKey Key, long Size)> Coverages { get; init; }

    /// <summary>Gets the keys of no known form.</summary>
    public required IReadOnlyList<string> Foreign { get; init; }

    /// <summary>Gets the number of objects of other venues.</summary>
    public required int OtherVenues { get; init; }

    /// <summary>Lists all objects of a venue under a prefix.</summary>
    /// <param name="store">The store.</param>
    /// <param name="prefix">The prefix of the keys.</param>
    /// <param name="venue">The venue.</param>
    /// <param name="mustExist">Whether a folder that does not exist is an error. A logger creates it.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ObjectStoreException">The folder does not exist, or the store could not be listed.</exception>
    public static async Task<DailyListing> OfAsync(IObjectStore store, string prefix, Venue venue, bool mustExist, CancellationToken cancellationToken)
    {
        if (mustExist)
            RequireRoot(store, prefix);
        var (objects, coverages, foreign) = (new List<(DailyKey Key, long Size)>(), new List<(DailyCoverageKey Key, long Size)>(), new List<string>());

        // Coverage comes first: what is written after its listing may rest on objects that a listing of bars before it lacks.
        var folder = DailyCoverageKey.Folder(prefix);
        await foreach (var stored in store.ListAsync(folder, cancellationToken).ConfigureAwait(false))
        {
            if (DailyCoverageKey.TryParse(stored.Key, out var coverage) && coverage.Prefix == prefix)
                coverages.Add((coverage, stored.Size));
            else
                foreign.Add(stored.Key);
        }

        await foreach (var stored in store.ListAsync($"{prefix}/", cancellationToken).ConfigureAwait(false))
        {
            if (stored.Key.StartsWith(folder, StringComparison.Ordinal))
                continue;
            if (DailyKey.TryParse(stored.Key, out var key) && key.Prefix == prefix)
                objects.Add((key, stored.Size));
            else if (!ConditionalWrites.IsProbe(stored.Key))
                foreign.Add(stored.Key);
        }

        return new()
        {
            Objects = Sorted(objects.Where(stored => stored.Key.Venue == venue)),
            Coverages = [.. coverages.Where(stored => stored.Key.Venue == venue).OrderBy(stored => stored.Key.Retrieval)],
            Foreign = foreign,
            OtherVenues = objects.Count(stored => stored.Key.Venue != venue),
        };
    }

    /// <summary>Refuses a folder that does not exist.</summary>
    public static void RequireRoot(IObjectStore store, string prefix)
    {
        if (store is DirectoryObjectStore folder)
            folder.RequireRoot(prefix);
    }

    /// <summary>Lists the objects of bars of one year.</summary>
    public static async Task<IReadOnlyList<(DailyKey Key, long Size)>> OfYearAsync(IObjectStore store, string prefix, Venue venue, int year, CancellationToken cancellationToken)
    {
        var objects = new List<(DailyKey Key, long Size)>();
        await foreach (var stored in store.ListAsync(DailyKey.YearPrefix(prefix, year), cancellationToken).ConfigureAwait(false))
        {
            if (DailyKey.TryParse(stored.Key, out var key) && key.Prefix == prefix && key.Venue == venue)
                objects.Add((key, stored.Size));
        }

        return Sorted(objects);
    }

    private static List<(DailyKey Key, long Size)> Sorted(IEnumerable<(DailyKey Key, long Size)> objects) =>
        [.. objects.OrderBy(stored => stored.Key.Retrieval).ThenBy(stored => stored.Key.Name, StringComparer.Ordinal)];
}
