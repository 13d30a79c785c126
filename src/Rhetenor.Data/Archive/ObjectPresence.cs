using Rhetenor.Data.Format;

namespace Rhetenor.Data.Archive;

/// <summary>Decides whether the bars of an object that coverage names can still be read, in itself or in a compacted object. Pure.</summary>
internal sealed class ObjectPresence
{
    private readonly HashSet<string> _read;
    private readonly HashSet<string> _listed;
    private readonly HashSet<string> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _containers = new(StringComparer.Ordinal);
    private readonly List<DateTime> _compacted = [];

    /// <param name="listing">The listed session.</param>
    /// <param name="keys">The readable objects of bars.</param>
    /// <param name="records">The session's coverage.</param>
    public ObjectPresence(SessionListing listing, IReadOnlyCollection<KlineKey> keys, IEnumerable<CoverageRecord> records)
    {
        _read = keys.Select(key => key.Name).ToHashSet(StringComparer.Ordinal);
        _listed = listing.Objects.Select(stored => stored.Key.Name).ToHashSet(StringComparer.Ordinal);
        var described = new HashSet<string>(StringComparer.Ordinal);
        foreach (var mark in records.SelectMany(record => record.Objects ?? []))
        {
            _named.Add(mark.Name);
            if (mark.Contains is null)
                continue;
            described.Add(mark.Name);
            foreach (var name in mark.Contains)
            {
                _named.Add(name);
                if (!_containers.TryGetValue(name, out var containers))
                    _containers.Add(name, containers = []);
                containers.Add(mark.Name);
            }
        }

        // No coverage lists what the compacted objects of earlier versions contain.
        _compacted.AddRange(keys.Where(key => key.Compaction > 0 && !described.Contains(key.Name)).Select(key => key.Retrieval));
    }

    /// <summary>Gets the names of all objects as they were fetched, also of those that were compacted.</summary>
    public IEnumerable<string> Names => _listed.Concat(_named).Distinct(StringComparer.Ordinal).Where(name => KlineKey.TryParse(name, out var key) && key.Compaction == 0);

    /// <summary>Returns the object whose loss makes the bars of a named object unreadable: itself, or the compacted object that
    /// contains it; null when they can be read.</summary>
    public string? FindLost(string name) => FindLost(name, []);

    /// <summary>Determines whether a compacted object contains a named object that is not listed any more.</summary>
    public bool IsCompacted(string name) => !_listed.Contains(name) && FindLost(name) is null;

    public static DateTime? Retrieval(string name) => KlineKey.TryParse(name, out var key) ? key.Retrieval : null;

    private string? FindLost(string name, HashSet<string> path)
    {
        // An object is removed only after a compacted object of the same or a later retrieval was verified to contain all its values.
        if (_read.Contains(name) || (!_listed.Contains(name) && Retrieval(name) is { } retrieval && _compacted.Exists(latest => latest >= retrieval)))
            return null;
        string? lost = null;
        if (path.Add(name))
        {
            foreach (var container in _containers.GetValueOrDefault(name) ?? [])
            {
                if (FindLost(container, path) is not { } missing)
                    return null;
                lost ??= missing;
            }
        }

        return lost ?? name;
    }
}
