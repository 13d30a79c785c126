using System.Runtime.CompilerServices;

namespace Rhetenor.Data.Simulation;

/// <summary>The store as one process sees it: every operation can fail before its effect and after it.</summary>
internal sealed class ProcessStore(SimulatedStore store, SimulatedProcess process, Scheduler scheduler, Scenario scenario) : IObjectStore, IObjectRemover
{
    private SimulationRandom Random => scheduler.Random;

    /// <summary>Told when an object of this process was stored, before the process knows.</summary>
    public Action? Stored { get; set; }

    public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        await scheduler.StepAsync(process, "get> " + key);
        cancellationToken.ThrowIfCancellationRequested();
        FailOf(store.Faults.Get, key);
        var found = store.Get(key)?.Body;
        await scheduler.StepAsync(process, "get< " + key);
        cancellationToken.ThrowIfCancellationRequested();
        FailOf(store.Faults.Get, key);
        if (found is null || !Random.Chance(store.Faults.Damage))
            return found is null ? null : new MemoryStream(found, 0, found.Length, writable: false, publiclyVisible: true);
        scheduler.Trace.Add(scheduler.Now, process.Name, "damaged " + key);
        return Damaged(found, key);
    }

    public async Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        var bytes = body.ToArray();
        await scheduler.StepAsync(process, "put> " + key);
        cancellationToken.ThrowIfCancellationRequested();
        if (store.Outages.IsNow)
            return scenario.IsFolder ? throw new ObjectStoreException(ObjectStoreError.Unavailable, key, "the device is gone.") : PutOutcome.Unknown;
        var fault = Random.Chance(store.Faults.Put) ? scenario.IsFolder ? Random.Of(store.Faults.IsCalm ? 3 : 0, 3) : Random.Between(store.Faults.IsCalm ? 1 : 0, 5) : -1;
        switch (fault)
        {
            case 0:
                throw scenario.IsFolder
                    ? new ObjectStoreException(ObjectStoreError.OutOfSpace, key, "no space is left.")
                    : new ObjectStoreException(ObjectStoreError.Unavailable, key, "503, after the store's own retries.");
            case 1:
                return PutOutcome.Unknown;
            case 2:
                // The request is on its way, and arrives long after its sender has given it up.
                scheduler.Schedule(new SimulatedTimer(scheduler, Late, _ => store.Put(key, bytes, isLate: true), null), Random.Between(1, 90) * TimeSpan.TicksPerSecond);
                return PutOutcome.Unknown;
        }

        var created = store.Put(key, bytes);
        if (key.EndsWith(KlineKey.Extension, StringComparison.Ordinal))
            Stored?.Invoke();
        await scheduler.StepAsync(process, "put< " + key);
        cancellationToken.ThrowIfCancellationRequested();
        return fault switch
        {
            3 or 4 => PutOutcome.Unknown,
            // The client sent it twice, and the second was refused by the first.
            5 => PutOutcome.AlreadyExists,
            _ => created ? PutOutcome.Created : PutOutcome.AlreadyExists,
        };
    }

    public async IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? after = null;
        while (true)
        {
            await scheduler.StepAsync(process, "list> " + prefix);
            cancellationToken.ThrowIfCancellationRequested();
            FailOf(store.Faults.List, prefix);
            var page = store.List(prefix, after, scenario.ListPage);
            await scheduler.StepAsync(process, "list< " + prefix);
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var one in page)
                yield return one;
            if (page.Count < scenario.ListPage)
                yield break;
            after = page[^1].Key;
        }
    }

    public async Task RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        await scheduler.StepAsync(process, "remove> " + key);
        cancellationToken.ThrowIfCancellationRequested();
        FailOf(store.Faults.Put, key);
        store.Remove(key);
        await scheduler.StepAsync(process, "remove< " + key);
        FailOf(store.Faults.Put, key);
    }

    /// <summary>Outlives every process: requests under way when their sender died.</summary>
    private SimulatedProcess Late { get; } = new("late", scheduler, TimeSpan.Zero);

    private void FailOf(int rate, string key)
    {
        if (store.Outages.IsNow || Random.Chance(rate))
            throw new ObjectStoreException(ObjectStoreError.Unavailable, key, $"{Random.Of("no connection", "no answer in time")}, after the store's own retries.");
    }

    private static bool IsText(byte[] body) => body.Length > 0 && body[0] == '{';

    private MemoryStream? Damaged(byte[] body, string key)
    {
        switch (Random.Below(4))
        {
            case 0:
                return null;
            case 1:
                throw new ObjectStoreException(ObjectStoreError.Corrupt, key, "fewer bytes came than were announced.");
            case 2:
                return new MemoryStream(body, 0, Random.Below(body.Length), writable: false, publiclyVisible: true);
            case 3 when IsText(body) && body.AsSpan().IndexOf("sha256"u8) < 0:
                // Text without a hash of its own cannot show a flipped bit; an object store's checksum must.
                return new MemoryStream(body, 0, 0, writable: false, publiclyVisible: true);
            default:
                var flipped = (byte[])body.Clone();
                flipped[Random.Below(body.Length)] ^= (byte)(1 << Random.Below(8));
                return new MemoryStream(flipped, 0, flipped.Length, writable: false, publiclyVisible: true);
        }
    }
}
