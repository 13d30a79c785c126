using Rhetenor.Data.Archive;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data;

/// <content>What a bar was before it was revised.</content>
public sealed partial class KlineArchive
{
    /// <summary>Every value a bar has had, oldest first; none when it is not there. Equal values of several objects are all given, but
    /// not those that a compacted object repeats.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="minute">The start of the minute, Korean time.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="UnreadableObjectsException">An object of the day could not be read.</exception>
    /// <exception cref="ObjectStoreException">The store could not be read.</exception>
    public async Task<IReadOnlyList<KlineVersion>> ReadVersionsAsync(string symbol, DateTime minute, CancellationToken cancellationToken = default)
    {
        minute = KlineMinute.Check(minute);
        var versions = new List<(KlineOrigin Origin, Kline Kline)>();
        var date = DateOnly.FromDateTime(minute);
        await foreach (var session in Listing.SessionsAsync(date, date, asOf: null, cancellationToken).ConfigureAwait(false))
        {
            versions.AddRange(await Days.VersionsAsync(session, symbol, minute, cancellationToken).ConfigureAwait(false));
        }

        return Distinct(versions);
    }

    private static List<KlineVersion> Distinct(List<(KlineOrigin Origin, Kline Kline)> versions)
    {
        var ordered = versions.OrderBy(version => version.Origin).ToList();
        return [.. ordered
            .Where((version, i) => !version.Origin.IsCompacted
                || !ordered.Skip(i + 1).Any(later => later.Origin.Retrieval == version.Origin.Retrieval && later.Kline == version.Kline))
            .Select(version => new KlineVersion(version.Kline, version.Origin.Retrieval, version.Origin.Key))];
    }
}
