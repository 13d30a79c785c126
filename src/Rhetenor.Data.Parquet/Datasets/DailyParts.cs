using Rhetenor.Data.Archive;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Datasets;

/// <summary>Joins the daily bars of symbols, whose years may arrive in any order.</summary>
internal sealed class DailyParts(Venue venue)
{
    private readonly Dictionary<string, List<(KlineColumns Columns, DailyFacts Facts)>> _parts = new(StringComparer.Ordinal);
    private readonly SortedDictionary<DateTime, DateTime> _ends = [];
    private readonly Lock _gate = new();

    /// <summary>Adds bars that were read.</summary>
    public void Add(string symbol, BarColumns read, Range rows)
    {
        var (columns, facts) = (read.Copy(rows), new DailyFacts());
        if (columns.Count == 0)
            return;
        read.CopyFacts(facts, rows);
        lock (_gate)
        {
            if (!_parts.TryGetValue(symbol, out var parts))
                _parts.Add(symbol, parts = []);
            parts.Add((columns, facts));
        }
    }

    /// <summary>Creates the history, with prices of their own days.</summary>
    public KlineHistory Build(IReadOnlyList<string>? asked)
    {
        KlineSeries[] series = [.. _parts.OrderBy(part => part.Key, StringComparer.Ordinal).Select(part => Join(part.Key, part.Value))];
        var retrievals = new RetrievalDates();
        foreach (var date in _ends.Keys.Select(DateOnly.FromDateTime))
            retrievals.Add(date, [(date, null)]);
        return new(venue, series, asked) { Retrievals = retrievals };
    }

    private KlineSeries Join(string symbol, List<(KlineColumns Columns, DailyFacts Facts)> parts)
    {
        var (joined, facts, at) = (new KlineColumns(parts.Sum(part => part.Columns.Count)), new DailyFacts(), 0);
        foreach (var (columns, part) in parts.OrderBy(part => part.Columns.Minutes[0]))
        {
            joined.Copy(columns, 0, at, columns.Count);
            facts.Base.AddRange(part.Base);
            facts.ExCode.AddRange(part.ExCode);
            facts.SplitRatio.AddRange(part.SplitRatio);
            at += columns.Count;
        }

        return new(symbol, venue, joined, 0, joined.Count, ends: Array.ConvertAll(joined.Minutes, EndOf)) { Daily = facts };
    }

    private DateTime EndOf(DateTime date)
    {
        if (!_ends.TryGetValue(date, out var end))
            _ends.Add(date, end = DailyHistoryBuilder.EndOf(venue, DateOnly.FromDateTime(date)));
        return end;
    }
}
