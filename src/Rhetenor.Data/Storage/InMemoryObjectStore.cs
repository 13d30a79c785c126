using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Rhetenor.Data.Core;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>An object store in memory, for tests, notebooks and samples. Its objects live as long as the instance.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class InMemoryObjectStore : IObjectStore, IRangedObjectStore, IObjectRemover, IIdentifiedStore
{
    private readonly ConcurrentDictionary<string, byte[]> _objects = new(StringComparer.Ordinal);

    // No other instance has its objects, in any process.
    string? IIdentifiedStore.Identity { get; } = $"memory {RandomNumberGenerator.GetHexString(32)}";

    /// <inheritdoc/>
    public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        ObjectKey.Require(key);
        cancellationToken.ThrowIfCancellationRequested();
        return _objects.TryGetValue(key, out var body) ? MemoryBody.Open(body) : null;
    }

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> ReadRangeAsync(string key, long offset, int length, CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        ObjectKey.Require(key);
        ObjectRange.Require(offset, length);
        cancellationToken.ThrowIfCancellationRequested();
        if (!_objects.TryGetValue(key, out var body))
            return null;
        return ObjectRange.Of(key, body, offset, length);
    }

    /// <inheritdoc/>
    public async Task<PutOutcome> PutIfAbsentAsync(
        string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        ObjectKey.Require(key);
        cancellationToken.ThrowIfCancellationRequested();
        var created = !_objects.ContainsKey(key) && _objects.TryAdd(key, body.ToArray());
        return created ? PutOutcome.Created : PutOutcome.AlreadyExists;
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        ObjectKey.Require(key);
        cancellationToken.ThrowIfCancellationRequested();
        _objects.TryRemove(key, out _);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ObjectInfo> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ObjectKey.RequirePrefix(prefix);
        await Task.CompletedTask.ConfigureAwait(false);
        var found = _objects.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(pair => pair.Key, KeyOrder.Instance);
        foreach (var (key, body) in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new ObjectInfo(key, body.Length);
        }
    }

    /// <summary>Returns the number of objects and bytes in one line, independent of culture.</summary>
    public override string ToString() =>
        $"{nameof(InMemoryObjectStore)}, {Texts.Count(_objects.Count, "object")}, {Texts.Count(_objects.Values.Sum(body => (long)body.Length), "byte")}";
}
