namespace Rhetenor.Data.Tests.Archive;

/// <summary>What a process does to a store, one operation at a time.</summary>
internal enum StoreStep
{
    List,
    Read,
    Put,
    Remove,
}

/// <summary>A store in memory that can be stopped before or after each operation's effect, as a process is that dies there, and in
/// which others can act meanwhile.</summary>
internal sealed class StepStore(InMemoryObjectStore inner) : IObjectStore, IObjectRemover
{
    public InMemoryObjectStore Inner { get; } = inner;

    /// <summary>Operations begun.</summary>
    public int Steps { get; private set; }

    /// <summary>The operation at which the process dies, from 1, and whether its effect comes first; 0 for never.</summary>
    public (int Step, bool AfterEffect) Dies { get; set; }

    /// <summary>Run before an operation's effect.</summary>
    public Func<StoreStep, string, Task>? Before { get; set; }

    /// <summary>Run after an operation's effect.</summary>
    public Func<StoreStep, string, Task>? After { get; set; }

    public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default) =>
        await StepAsync(StoreStep.Read, key, () => Inner.OpenReadAsync(key, cancellationToken));

    public async Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) =>
        await StepAsync(StoreStep.Put, key, () => Inner.PutIfAbsentAsync(key, body, cancellationToken));

    public async Task RemoveAsync(string key, CancellationToken cancellationToken = default) =>
        await StepAsync(StoreStep.Remove, key, async () =>
        {
            await Inner.RemoveAsync(key, cancellationToken);
            return true;
        });

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var found in await StepAsync(StoreStep.List, prefix, async () => await Inner.ListAsync(prefix, cancellationToken).ToListAsync(cancellationToken)))
            yield return found;
    }

    private async Task<T> StepAsync<T>(StoreStep step, string key, Func<Task<T>> effect)
    {
        int number;
        lock (Inner)
            number = ++Steps;
        if (Dies.Step > 0 && (number > Dies.Step || (number == Dies.Step && !Dies.AfterEffect)))
            throw new ProcessDiedException();
        if (Before is not null)
            await Before(step, key);
        var result = await effect();
        if (After is not null)
            await After(step, key);
        return Dies.Step > 0 && number == Dies.Step ? throw new ProcessDiedException() : result;
    }
}

/// <summary>Nothing of the process runs any more.</summary>
internal sealed class ProcessDiedException : Exception;
