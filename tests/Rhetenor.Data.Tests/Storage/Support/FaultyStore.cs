namespace Rhetenor.Data.Tests;

/// <summary>A store whose next answers a test takes away.</summary>
internal sealed class FaultyStore(IObjectStore inner) : IObjectStore
{
    /// <summary>For each next write: whether it is carried out, and what is answered instead of the truth.</summary>
    public Queue<(bool Effect, PutOutcome? Answer)> Puts { get; } = new();

    /// <summary>What each next read returns instead of the object.</summary>
    public Queue<Func<Stream?>> Reads { get; } = new();

    /// <summary>Run after each write's effect, as another writer or an operator would act.</summary>
    public Func<Task>? AfterPut { get; set; }

    public int PutCount { get; private set; }

    public int ReadCount { get; private set; }

    public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        ReadCount++;
        return Reads.TryDequeue(out var read) ? read() : await inner.OpenReadAsync(key, cancellationToken);
    }

    public async Task<PutOutcome> PutIfAbsentAsync(
        string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        PutCount++;
        var (effect, answer) = Puts.TryDequeue(out var next) ? next : (true, null);
        var truth = effect ? await inner.PutIfAbsentAsync(key, body, cancellationToken) : PutOutcome.Unknown;
        if (AfterPut is not null)
            await AfterPut();
        return answer ?? truth;
    }

    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default) =>
        inner.ListAsync(prefix, cancellationToken);
}
