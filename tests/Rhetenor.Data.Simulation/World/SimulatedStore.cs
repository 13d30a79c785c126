namespace Rhetenor.Data.Simulation;

/// <summary>The bucket all processes share: a map that is never wrong. What goes wrong is on the way there and back.</summary>
internal sealed class SimulatedStore(Scheduler scheduler, bool ignoresConditions)
{
    private readonly SortedDictionary<string, StoredObject> _objects = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, StoredObject> Objects => _objects;

    /// <summary>Told of every object that appears.</summary>
    public Action<string, byte[], bool>? Appeared { get; set; }

    /// <summary>Told of every object that was removed.</summary>
    public Action<string>? Disappeared { get; set; }

    public FaultRates Faults { get; set; } = FaultRates.None;

    /// <summary>When nobody reaches the store.</summary>
    public Outages Outages { get; } = new(scheduler);

    public bool Put(string key, byte[] body, bool isLate = false)
    {
        if (_objects.TryGetValue(key, out var there))
        {
            if (!ignoresConditions)
                return false;

            // Two answers of the broker's calendar may differ. Slots are for bars.
            if (!there.Body.AsSpan().SequenceEqual(body) && !key.StartsWith("hantoo-calendar/", StringComparison.Ordinal))
                scheduler.Violate($"P4: '{key}' was overwritten with other bytes.");
        }

        _objects[key] = new StoredObject(body, scheduler.Now);
        scheduler.Trace.Add(scheduler.Now, "s3", "object " + key, body);
        Appeared?.Invoke(key, body, isLate);
        return true;
    }

    public void Remove(string key)
    {
        if (!_objects.Remove(key))
            return;
        scheduler.Trace.Add(scheduler.Now, "s3", "removed " + key);
        Disappeared?.Invoke(key);
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
