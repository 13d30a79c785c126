using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Datasets;

/// <summary>Joins the parts of symbols, which may arrive in any order.</summary>
internal sealed class SeriesParts
{
    private readonly Dictionary<string, List<KlineColumns>> _parts = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public void Add(string symbol, KlineColumns columns)
    {
        if (columns.Count == 0)
            return;
        lock (_gate)
        {
            if (!_parts.TryGetValue(symbol, out var parts))
                _parts.Add(symbol, parts = []);
            parts.Add(columns);
        }
    }

    public KlineHistory Build(Venue venue, IReadOnlyList<string>? asked) => new(
        venue, [.. _parts.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => Join(entry.Key, venue, entry.Value))], asked);

    /// <summary>Joins parts of one symbol.</summary>
    public static KlineSeries Join(string symbol, Venue venue, List<KlineColumns> parts)
    {
        parts.Sort(static (left, right) => left.Minutes[0].CompareTo(right.Minutes[0]));
        if (parts.Count == 1)
            return new(symbol, venue, parts[0], 0, parts[0].Count);
        var joined = new KlineColumns(parts.Sum(part => part.Count));
        var at = 0;
        foreach (var part in parts)
        {
            joined.Copy(part, 0, at, part.Count);
            at += part.Count;
        }

        return new(symbol, venue, joined, 0, joined.Count);
    }
}
