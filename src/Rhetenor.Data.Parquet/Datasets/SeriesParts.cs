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

    /// <summary>Creates the history.</summary>
    /// <param name="venue">The venue of the bars.</param>
    /// <param name="asked">The requested symbols; null for all.</param>
    /// <param name="sessions">The published sessions, which tell when the bars were fetched.</param>
    public KlineHistory Build(Venue venue, IReadOnlyList<string>? asked, IEnumerable<KlineDatasetSession> sessions) => new(
        venue, [.. _parts.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => Join(entry.Key, venue, entry.Value))], asked)
    {
        Retrievals = RetrievalsOf(sessions),
    };

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

    // A session of a manifest that does not contain the dates stays unknown.
    private static RetrievalDates RetrievalsOf(IEnumerable<KlineDatasetSession> sessions)
    {
        var dates = new RetrievalDates();
        foreach (var session in sessions)
        {
            if (session.Retrieved is { } retrieved)
                dates.Add(session.Date, [.. retrieved.Select(one => (one.Date, (IReadOnlySet<string>?)one.Symbols?.ToHashSet(StringComparer.Ordinal)))]);
        }

        return dates;
    }
}
