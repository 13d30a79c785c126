using Rhetenor.Data.Archive;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data;

/// <content>Reads all recorded versions of a bar.</content>
public sealed partial class KlineArchive
{
    /// <summary>Reads all recorded versions of one bar, oldest first; empty when the bar is not stored. Equal values in several
    /// objects are all returned, except the repetitions in compacted objects.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="minute">The start of the minute, Korean time.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="UnreadableObjectsException">An object of the day could not be read.</exception>
    /// <exception cref="ObjectStoreException">The store could not be read, or its folder does not exist.</exception>
    public async Task<IReadOnlyList<KlineVersion>> ReadVersionsAsync(string symbol, DateTime minute, CancellationToken cancellationToken = default)
    {
        minute = KlineMinute.Check(minute);
        IReadOnlyList<StoreProblem> unreadable = [];
        var listing = await Lister.ListAsync(DateOnly.FromDateTime(minute), default, cancellationToken).ConfigureAwait(false);
        var versions = await Reader.UntilSettledAsync(listing, ReadOnceAsync, cancellationToken).ConfigureAwait(false);
        return unreadable.Count == 0 ? Distinct(versions!) : throw new UnreadableObjectsException(unreadable);

        async Task<List<(KlineOrigin Origin, Kline Kline)>?> ReadOnceAsync(SessionListing listed, ReadProblems problems)
        {
            var found = new List<(KlineOrigin Origin, Kline Kline)>();
            await foreach (var (key, table, _) in Reader.ObjectsAsync(listed, new KlineTable([symbol]), problems, marks: null, cancellationToken).ConfigureAwait(false))
            {
                foreach (var slice in table.Where(slice => slice.Minute == minute && slice.Count > 0))
                    found.Add((new KlineOrigin(key, slice.Retrieval), slice[symbol]));
            }

            unreadable = problems.All;
            return found;
        }
    }

    private static List<KlineVersion> Distinct(List<(KlineOrigin Origin, Kline Kline)> versions)
    {
        var ordered = versions.OrderBy(version => version.Origin).ToList();
        return [.. ordered
            .Where((version, i) => !version.Origin.IsCompacted
                || !ordered.Skip(i + 1).Any(later => later.Origin.Retrieval == version.Origin.Retrieval && later.Kline == version.Kline))
            .Select(version => new KlineVersion { Kline = version.Kline, Retrieval = version.Origin.Retrieval, Key = version.Origin.Key.ToString() })];
    }
}
