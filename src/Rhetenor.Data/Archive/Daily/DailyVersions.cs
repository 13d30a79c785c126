using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Archive;

/// <summary>All versions of daily bars, with their retrievals.</summary>
internal sealed class DailyVersions : IDailySink
{
    private readonly Dictionary<(DateOnly Date, int Symbol), SortedList<DateTime, DailyBar>> _versions = [];
    private DateTime _retrieval;

    public KlineSymbols Symbols { get; } = new();

    /// <summary>Gets the number of symbols and sessions.</summary>
    public int Count => _versions.Count;

    /// <summary>Starts the bars of an object.</summary>
    public void Begin(DailyKey key) => _retrieval = key.Retrieval;

    public void Add(DateOnly date, DateTime retrieval, int symbol, in DailyBar bar)
    {
        if (!_versions.TryGetValue((date, symbol), out var versions))
            _versions.Add((date, symbol), versions = []);
        versions[retrieval == default ? _retrieval : retrieval] = bar;
    }

    /// <summary>Returns the lines of a compacted object: by date, then by retrieval. A version equal to the one before it is left out, because
    /// a read as of any instant returns the same without it.</summary>
    /// <param name="keepVersions">Whether superseded versions are kept.</param>
    public IEnumerable<DailyLine> Lines(bool keepVersions) => _versions
        .SelectMany(bar => (keepVersions ? Distinct(bar.Value) : bar.Value.TakeLast(1)).Select(version => (bar.Key.Date, Retrieval: version.Key, Symbol: Symbols[bar.Key.Symbol], Bar: version.Value)))
        .GroupBy(row => (row.Date, row.Retrieval)).OrderBy(line => line.Key)
        .Select(line => new DailyLine(line.Key.Date, line.Key.Retrieval, [.. line.OrderBy(row => row.Symbol, StringComparer.Ordinal).Select(row => KeyValuePair.Create(row.Symbol, row.Bar))]));

    /// <summary>Determines whether a read as of any instant returns every bar of others from these versions too.</summary>
    /// <param name="others">The others.</param>
    /// <param name="keepVersions">Whether superseded versions must be there.</param>
    public bool Contains(DailyVersions others, bool keepVersions) => others._versions.All(other =>
        Symbols.Find(others.Symbols[other.Key.Symbol]) is >= 0 and var symbol && _versions.TryGetValue((other.Key.Date, symbol), out var own)
        && (keepVersions ? other.Value.All(version => own.LastOrDefault(kept => kept.Key <= version.Key) is { Key: var at } found && at != default && found.Value == version.Value)
            : own.Keys[^1] >= other.Value.Keys[^1] && (own.Keys[^1] > other.Value.Keys[^1] || own.Values[^1] == other.Value.Values[^1])));

    private static IEnumerable<KeyValuePair<DateTime, DailyBar>> Distinct(SortedList<DateTime, DailyBar> versions) =>
        versions.Where((version, place) => place == 0 || versions.Values[place - 1] != version.Value);
}
