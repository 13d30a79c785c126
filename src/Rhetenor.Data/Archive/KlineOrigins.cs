using Rhetenor.Data.Format;

namespace Rhetenor.Data.Archive;

/// <summary>Numbers the origins of a day's bars, and decides which of them an object's lines win over.</summary>
internal sealed class KlineOrigins
{
    private readonly List<KlineOrigin> _all = [];
    private readonly Dictionary<DateTime, ushort> _sources = [];
    private readonly Dictionary<ushort, bool[]> _wins = [];
    private KlineKey _key;
    private (DateTime Retrieval, ushort Source, bool[] Wins)? _last;

    /// <summary>Gets the origins; the first has number 1.</summary>
    public IReadOnlyList<KlineOrigin> All => _all;

    /// <summary>Removes all origins.</summary>
    public void Clear()
    {
        _all.Clear();
        _sources.Clear();
        Forget();
    }

    /// <summary>Starts the lines of another object.</summary>
    public void Start(KlineKey key)
    {
        _key = key;
        _sources.Clear();
        Forget();
    }

    /// <summary>Returns, by number of origin, what lines of a retrieval win over; 0 stands for no bar.</summary>
    /// <param name="retrieval">The line's own retrieval time; default for none.</param>
    /// <param name="source">The number of the lines' own origin.</param>
    /// <exception cref="ArgumentException">There are too many origins.</exception>
    public bool[] Wins(DateTime retrieval, out ushort source)
    {
        if (_last is { } last && last.Retrieval == retrieval)
        {
            source = last.Source;
            return last.Wins;
        }

        if (!_sources.TryGetValue(retrieval, out source))
        {
            if (_all.Count == ushort.MaxValue)
                throw new ArgumentException($"A day of more than {ushort.MaxValue} objects cannot be read.");
            _all.Add(new KlineOrigin(_key, retrieval));
            source = (ushort)_all.Count;
            _sources.Add(retrieval, source);
            Forget();
        }

        if (!_wins.TryGetValue(source, out var wins))
        {
            var origin = _all[source - 1];
            wins = [true, .. _all.Select(other => origin.CompareTo(other) >= 0)];
            _wins.Add(source, wins);
        }

        _last = (retrieval, source, wins);
        return wins;
    }

    // The cached results do not include the newest origin.
    private void Forget()
    {
        _wins.Clear();
        _last = null;
    }
}
