using System.Globalization;

namespace Rhetenor.Data.Simulation;

/// <summary>What the store says, merged the plainest way: of each symbol and minute the bar that docs/FORMAT.md lets count.</summary>
internal sealed class View
{
    private readonly Dictionary<(string Symbol, DateTime Minute), List<Sighting>> _bars = [];

    /// <summary>The first date with a bar; null when there is none.</summary>
    public DateOnly? First => _bars.Where(entry => entry.Value.Count > 0).Select(entry => (DateOnly?)DateOnly.FromDateTime(entry.Key.Minute)).Min();

    public int Count(DateOnly date) => _bars.Count(entry => DateOnly.FromDateTime(entry.Key.Minute) == date && entry.Value.Count > 0);

    public StoredBar? Find(string symbol, DateTime minute) => _bars.TryGetValue((symbol, minute), out var found) ? Winner(found)?.Bar : null;

    public IEnumerable<(string Symbol, DateTime Minute, StoredBar Bar)> All(DateOnly date) => _bars
        .Where(entry => DateOnly.FromDateTime(entry.Key.Minute) == date && entry.Value.Count > 0)
        .Select(entry => (entry.Key.Symbol, entry.Key.Minute, Winner(entry.Value)!.Value.Bar));

    /// <summary>Adds one bar of an object.</summary>
    /// <returns>What was seen there before, and whether the new one is seen now.</returns>
    public (StoredBar? Before, bool Wins) Add(string key, string retrieval, string symbol, DateTime minute, in StoredBar bar, string? lineRetrieval = null)
    {
        if (!_bars.TryGetValue((symbol, minute), out var there))
            _bars.Add((symbol, minute), there = []);
        var before = Winner(there)?.Bar;
        var sighting = new Sighting(bar, lineRetrieval ?? retrieval, lineRetrieval is not null, lineRetrieval is null ? key : $"{retrieval}_{PlainReader.Compaction(key):D2}_{key}", key);
        there.Add(sighting);
        return (before, Winner(there) == sighting);
    }

    /// <summary>Removes an object.</summary>
    /// <returns>Where something else is seen now; null when nothing has changed.</returns>
    public string? Remove(string key)
    {
        string? changed = null;
        foreach (var ((symbol, minute), there) in _bars)
        {
            if (!there.Exists(one => one.Key == key))
                continue;
            var before = Winner(there)?.Bar;
            there.RemoveAll(one => one.Key == key);
            if (Winner(there)?.Bar != before)
                changed ??= string.Create(CultureInfo.InvariantCulture, $"{symbol} {minute:HH:mm} was {before}, and is {Winner(there)?.Bar}.");
        }

        return changed;
    }

    /// <summary>How it differs from the library's own view; null when it does not.</summary>
    public string? DifferenceTo(MergedSession day)
    {
        foreach (var (symbol, minute, bar) in All(day.Date))
        {
            if (!day.TryGetKline(symbol, minute, out var kline))
                return string.Create(CultureInfo.InvariantCulture, $"{symbol} {minute:HH:mm} is missing in the library's view.");
            var other = new StoredBar(kline.Open, kline.High, kline.Low, kline.Close, kline.Volume, kline.AccVolume, kline.AccValue);
            if (other != bar)
                return string.Create(CultureInfo.InvariantCulture, $"{symbol} {minute:HH:mm} is {bar} in the plain view, {other} in the library's.");
        }

        return Count(day.Date) == day.BarCount ? null : $"{day.BarCount} bars in the library's view, {Count(day.Date)} in the plain one.";
    }

    private static Sighting? Winner(List<Sighting> there)
    {
        Sighting? best = null;
        foreach (var one in there)
            best = best is { } held && Compare(one, held) < 0 ? best : one;
        return best;
    }

    // By retrieval; of equal ones an object as it was fetched before a compacted one, then the greater name, then the later line.
    private static int Compare(in Sighting one, in Sighting other)
    {
        var order = string.CompareOrdinal(one.Retrieval, other.Retrieval);
        if (order == 0)
            order = other.IsCompacted.CompareTo(one.IsCompacted);
        return order != 0 ? order : string.CompareOrdinal(one.Order, other.Order);
    }

    private readonly record struct Sighting(StoredBar Bar, string Retrieval, bool IsCompacted, string Order, string Key);
}
