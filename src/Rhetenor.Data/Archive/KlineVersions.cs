using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Archive;

/// <summary>All recorded versions of each bar of one date and venue: the content of a compacted object.</summary>
/// <remarks>The values of a bar are in the order in which they win. A value that is repeated under the same retrieval counts once,
/// at its last position.</remarks>
internal sealed class KlineVersions(DateOnly date)
{
    private readonly List<Sighting>?[] _minutes = new List<Sighting>?[24 * 60];
    private readonly KlineSymbols _symbols = new();
    private readonly List<(KlineOrigin Origin, int Object)> _origins = [];
    private readonly List<KlineVersionedObject> _objects = [];
    private int[]? _ranks;
    private int[]? _order;

    /// <summary>Gets the objects added, by number.</summary>
    public IReadOnlyList<KlineVersionedObject> Objects => _objects;

    /// <summary>Gets whether any bar has the day's traded value in won.</summary>
    public bool HasAccValue { get; private set; }

    /// <summary>Adds an object.</summary>
    public void Add(KlineKey key, KlineTable table)
    {
        _ranks = null;
        var origins = new Dictionary<DateTime, int>();
        var places = new int[table.SymbolTable.Count];
        for (var i = 0; i < places.Length; i++)
            places[i] = _symbols.GetOrAdd(table.SymbolTable[i]);
        var others = 0;
        var isCompacted = key.Compaction > 0 && table.Count > 0 && table.HasChecksum;
        foreach (var slice in table)
        {
            isCompacted &= slice.Retrieval != default;
            if (DateOnly.FromDateTime(slice.Minute) != date)
            {
                others++;
                continue;
            }

            if (!origins.TryGetValue(slice.Retrieval, out var origin))
            {
                origins.Add(slice.Retrieval, origin = _origins.Count);
                _origins.Add((new KlineOrigin(key, slice.Retrieval), _objects.Count));
            }

            Add(slice, places, origin);
        }

        _objects.Add(new KlineVersionedObject(key, isCompacted, others));
    }

    /// <summary>Returns the lines of a compacted object with all these values: minutes ascending, retrievals ascending within a
    /// minute.</summary>
    /// <param name="keepVersions">Whether superseded values are included.</param>
    public IEnumerable<KlineLine> Lines(bool keepVersions)
    {
        Order();
        for (var place = 0; place < _minutes.Length; place++)
        {
            if (_minutes[place] is not { Count: > 0 } entries)
                continue;
            foreach (var line in KlineVersionLines.Of(date.ToDateTime(TimeOnly.MinValue).AddMinutes(place), Kept(entries, keepVersions), _symbols, _order!))
                yield return line;
        }
    }

    /// <summary>Finds the objects with bars whose values one object does not fully contain.</summary>
    /// <param name="number">The number of the object that is expected to contain all values.</param>
    /// <param name="keepVersions">Whether superseded values count.</param>
    /// <returns>By number of object, whether it must stay.</returns>
    public bool[] MissingIn(int number, bool keepVersions)
    {
        Order();
        var missing = new bool[_objects.Count];
        var (all, own) = (new List<Value>(), new List<Value>());
        foreach (var entries in _minutes)
        {
            for (var i = 0; i < (entries?.Count ?? 0);)
            {
                var end = EndOf(entries!, i);
                all.Clear();
                own.Clear();
                for (var at = i; at < end; at++)
                {
                    var entry = entries![at];
                    Keep(all, Of(entry), keepVersions);
                    if (_origins[entry.Origin].Object == number)
                        Keep(own, Of(entry), keepVersions);
                }

                if (!all.SequenceEqual(own))
                {
                    for (var at = i; at < end; at++)
                        missing[_origins[entries![at].Origin].Object] = true;
                }

                i = end;
            }
        }

        return missing;
    }

    private void Add(KlineSlice slice, int[] places, int origin)
    {
        var entries = _minutes[KlineGrid.Place(slice.Minute)] ??= [];
        var numbers = slice.Numbers;
        var bars = slice.Bars;
        for (var i = 0; i < bars.Length; i++)
        {
            HasAccValue |= bars[i].AccValue != KlineBar.Unknown;
            entries.Add(new Sighting(places[numbers[i]], origin, entries.Count, bars[i]));
        }
    }

    private List<Value> Kept(List<Sighting> entries, bool keepVersions)
    {
        var kept = new List<Value>(entries.Count);
        var group = new List<Value>();
        for (var i = 0; i < entries.Count;)
        {
            var end = EndOf(entries, i);
            group.Clear();
            for (; i < end; i++)
                Keep(group, Of(entries[i]), keepVersions);
            kept.AddRange(group);
        }

        return kept;
    }

    private static void Keep(List<Value> values, Value value, bool keepVersions)
    {
        if (!keepVersions)
            values.Clear();
        for (var i = values.Count - 1; i >= 0 && values[i].Retrieval == value.Retrieval; i--)
        {
            if (values[i] == value)
                values.RemoveAt(i);
        }

        values.Add(value);
    }

    private static int EndOf(List<Sighting> entries, int start)
    {
        var end = start + 1;
        while (end < entries.Count && entries[end].Symbol == entries[start].Symbol)
            end++;
        return end;
    }

    private Value Of(in Sighting entry) => new(entry.Symbol, _origins[entry.Origin].Origin.Retrieval, entry.Bar);

    private void Order()
    {
        if (_ranks is not null)
            return;
        var ranks = _ranks = new int[_origins.Count];
        var sorted = Enumerable.Range(0, ranks.Length).OrderBy(i => _origins[i].Origin).ToArray();
        for (var i = 0; i < sorted.Length; i++)
            ranks[sorted[i]] = i;
        _order = new int[_symbols.Count];
        for (var i = 0; i < _order.Length; i++)
            _order[_symbols.Ordered[i]] = i;
        foreach (var entries in _minutes)
        {
            entries?.Sort((x, y) => x.Symbol != y.Symbol ? x.Symbol.CompareTo(y.Symbol)
                : x.Origin != y.Origin ? ranks[x.Origin].CompareTo(ranks[y.Origin])
                : x.Sequence.CompareTo(y.Sequence));
        }
    }

    /// <summary>A value of a bar, and its retrieval time.</summary>
    internal readonly record struct Value(int Symbol, DateTime Retrieval, KlineBar Bar);

    /// <summary>A value of a bar as found in one line of an object.</summary>
    private readonly record struct Sighting(int Symbol, int Origin, int Sequence, KlineBar Bar);
}

/// <summary>One of the objects whose values are compared.</summary>
/// <param name="Key">Its key.</param>
/// <param name="IsCompacted">Whether its name and all its lines have the form of a compacted object.</param>
/// <param name="LinesOfOtherDate">The number of lines of another date than the key's.</param>
internal sealed record KlineVersionedObject(KlineKey Key, bool IsCompacted, int LinesOfOtherDate);
