namespace Rhetenor.Data.Tests;

/// <summary>A store in memory that notes what is created and can be made to fail.</summary>
internal sealed class RecordingStore : IObjectStore
{
    private readonly SortedDictionary<string, byte[]> _objects = new(StringComparer.Ordinal);
    private bool? _unknown;

    public List<string> Puts { get; } = [];

    public List<string> Lists { get; } = [];

    public List<string> Reads { get; } = [];

    public Action<string>? BeforePut { get; set; }

    public Action<string>? AfterPut { get; set; }

    public Func<string, Task>? BeforeList { get; set; }

    public Exception? ReadFailure { get; set; }

    public byte[] this[string key] => _objects[key];

    public IEnumerable<string> Keys => _objects.Keys;

    public void Overwrite(string key, byte[] body) => _objects[key] = body;

    public void Remove(string key) => _objects.Remove(key);

    /// <summary>The next write's answer is lost, after or before it took effect.</summary>
    public void UnknownOnce(bool written) => _unknown = written;

    public Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        if (ReadFailure is not null)
            throw ReadFailure;
        Reads.Add(key);
        return Task.FromResult<Stream?>(_objects.TryGetValue(key, out var body) ? new MemoryStream(body, writable: false) : null);
    }

    public Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        BeforePut?.Invoke(key);
        var outcome = PutOutcome.Created;
        if (_unknown is { } written)
        {
            _unknown = null;
            if (!written)
                return Task.FromResult(PutOutcome.Unknown);
            outcome = PutOutcome.Unknown;
        }

        if (!_objects.TryAdd(key, body.ToArray()))
            return Task.FromResult(PutOutcome.AlreadyExists);
        // That a store is tried out first is no concern of the tests that count writes.
        if (!key.EndsWith("/.probe", StringComparison.Ordinal))
            Puts.Add(key);
        AfterPut?.Invoke(key);
        return Task.FromResult(outcome);
    }

    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (BeforeList is not null)
            await BeforeList(prefix);
        Lists.Add(prefix);
        foreach (var (key, body) in _objects.Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal)).ToList())
            yield return new ObjectInfo(key, body.Length);
    }
}
