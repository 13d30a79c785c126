namespace Rhetenor.Data.Simulation;

/// <summary>The bucket all processes share: a map that is never wrong. What goes wrong is on the way there and back.</summary>
internal sealed class SimulatedStore(Scheduler scheduler, bool ignoresConditions)
{
    private readonly SortedDictionary<string, StoredObject> _objects = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, StoredObject> Objects => _objects;

    /// <summary>Told of every object that appears.</summary>
    public Action<string, byte[], bool>? Appeared { get; set; }

    public FaultRates Faults { get; set; } = FaultRates.None;

    /// <summary>Until when nobody reaches the store.</summary>
    public long OutageUntil { get; set; }

    /// <summary>Objects that appeared at once, not those whose request had been held up on its way.</summary>
    public int Writes { get; private set; }

    public bool Put(string key, byte[] body, bool isLate = false)
    {
        if (_objects.TryGetValue(key, out var there))
        {
            if (!ignoresConditions)
                return false;
            if (!there.Body.AsSpan().SequenceEqual(body))
                scheduler.Violate($"P4: '{key}' was overwritten with other bytes.");
        }

        _objects[key] = new StoredObject(body, scheduler.Now);
        Writes += there is null && !isLate ? 1 : 0;
        scheduler.Trace.Add(scheduler.Now, "s3", "object " + key, body);
        Appeared?.Invoke(key, body, isLate);
        return true;
    }

    public StoredObject? Get(string key) => _objects.GetValueOrDefault(key);

    /// <summary>Keys after one, as a listing shows them now.</summary>
    public List<ObjectInfo> List(string prefix, string? after, int most)
    {
        var hidden = Faults.LagSeconds * TimeSpan.TicksPerSecond;
        var page = new List<ObjectInfo>();
        foreach (var (key, stored) in _objects)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal) && (after is null || string.CompareOrdinal(key, after) > 0)
                && scheduler.Now - stored.Since >= hidden)
            {
                page.Add(new ObjectInfo(key, stored.Body.Length));
                if (page.Count == most)
                    break;
            }
        }

        return page;
    }
}

/// <summary>Bytes, and since when they are there.</summary>
internal sealed record StoredObject(byte[] Body, long Since);
