using System.Globalization;

namespace Rhetenor.Data.Simulation;

/// <summary>What the store says, merged the plainest way: of each symbol and minute the bar of the greatest (retrieval, key).</summary>
internal sealed class View
{
    private readonly Dictionary<(string Symbol, DateTime Minute), (StoredBar Bar, string Retrieval, string Key)> _bars = [];
    private readonly Dictionary<(string Symbol, DateTime Minute, StoredBar Bar), int> _copies = [];

    public int Count(DateOnly date) => _bars.Keys.Count(place => DateOnly.FromDateTime(place.Minute) == date);

    public StoredBar? Find(string symbol, DateTime minute) => _bars.TryGetValue((symbol, minute), out var found) ? found.Bar : null;

    /// <summary>How often the same bar with the same numbers is stored.</summary>
    public int Copies(string symbol, DateTime minute, in StoredBar bar) => _copies.GetValueOrDefault((symbol, minute, bar));

    public IEnumerable<(string Symbol, DateTime Minute, StoredBar Bar)> All(DateOnly date) => _bars
        .Where(entry => DateOnly.FromDateTime(entry.Key.Minute) == date).Select(entry => (entry.Key.Symbol, entry.Key.Minute, entry.Value.Bar));

    /// <summary>Adds one bar of an object.</summary>
    /// <returns>What was seen there before, and whether the new one is seen now.</returns>
    public (StoredBar? Before, bool Wins) Add(string key, string retrieval, string symbol, DateTime minute, in StoredBar bar)
    {
        _copies[(symbol, minute, bar)] = Copies(symbol, minute, bar) + 1;
        var isHeld = _bars.TryGetValue((symbol, minute), out var held);
        var order = isHeld ? string.CompareOrdinal(retrieval, held.Retrieval) : 1;
        var wins = order > 0 || (order == 0 && string.CompareOrdinal(key, held.Key) > 0);
        if (wins)
            _bars[(symbol, minute)] = (bar, retrieval, key);
        return (isHeld ? held.Bar : null, wins);
    }

    /// <summary>How it differs from the library's own view; null when it does not.</summary>
    public string? DifferenceTo(KlineDay day)
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
}
