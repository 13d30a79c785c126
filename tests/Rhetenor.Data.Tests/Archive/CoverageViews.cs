using System.Globalization;
using System.Text;

namespace Rhetenor.Data.Tests.Archive;

/// <summary>What readers are told of a day's coverage, now and as of earlier instants.</summary>
internal static class CoverageViews
{
    /// <summary>The coverage at every instant at which something was retrieved, just before, and now, with what is not believed.</summary>
    public static async Task<string> HistoryAsync(IObjectStore store, DateOnly day, IEnumerable<DateTime> retrievals)
    {
        var text = new StringBuilder();
        foreach (var instant in retrievals.Distinct().Order().SelectMany(retrieval => (DateTime?[])[retrieval.AddSeconds(-1), retrieval]).Append(null))
            text.Append(CultureInfo.InvariantCulture, $"as of {instant:O}\n{await AsOfAsync(store, day, instant)}");
        return text.ToString();
    }

    public static async Task<string> AsOfAsync(IObjectStore store, DateOnly day, DateTime? asOf)
    {
        var query = KlineQuery.Day(day) with { AsOf = asOf is { } time ? new DateTimeOffset(time, KoreaTime.Offset) : null };
        var text = new StringBuilder();
        await foreach (var coverage in new KlineArchive(store).ReadCoverageAsync(query, problem => text.Append(CultureInfo.InvariantCulture, $"{problem.Message}\n")))
        {
            foreach (var (symbol, entry) in coverage.Symbols)
                text.Append(CultureInfo.InvariantCulture, $"{symbol} {entry} {coverage.Retrieval:O}\n");
        }

        return text.ToString();
    }

    /// <summary>The retrievals of all objects of a store.</summary>
    public static async Task<List<DateTime>> RetrievalsAsync(IObjectStore store) =>
        [.. (await store.KeysAsync("")).Select(key => KlineKey.TryParse(key, out var bars) ? bars.Retrieval : KlineCoverageKey.TryParse(key, out var name) ? name.Retrieval : default).Where(time => time != default).Distinct()];

    /// <summary>Stores the coverage of a day in the older form: plain JSON that names all objects of its time.</summary>
    /// <param name="store">The store.</param>
    /// <param name="isOlder">Which objects become older ones.</param>
    public static async Task MakePlainAsync(InMemoryObjectStore store, Func<KlineCoverageKey, bool> isOlder)
    {
        foreach (var key in await store.KeysAsync(""))
        {
            if (!KlineCoverageKey.TryParse(key, out var name) || !isOlder(name))
                continue;
            var coverage = KlineCoverage.Stored(key, (await store.GetAsync(key))!);
            var objects = (await store.KeysAsync("")).Where(other => KlineKey.TryParse(other, out var bars) && bars.Date == name.Date && bars.Retrieval <= name.Retrieval);
            await store.RemoveAsync(key);
            await store.PutIfAbsentAsync(coverage.ToKey(name.Prefix), coverage.ToJson(objects.Select(other => KlineKey.Parse(other).Name)));
        }
    }
}
