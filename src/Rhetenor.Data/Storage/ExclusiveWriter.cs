
namespace Rhetenor.Data.Storage;

/// <summary>Writes new objects, and never over others.</summary>
/// <param name="store">The store.</param>
/// <param name="prefix">The prefix of the keys.</param>
/// <param name="retry">The retry policy for writes with an unknown outcome.</param>
/// <param name="isTrusted">Whether the store need not be tested for conditional writes.</param>
/// <param name="timeProvider">The clock for waits.</param>
/// <param name="readsBack">Whether the store may ignore conditions, so that keys are read before and after a write.</param>
internal sealed class ExclusiveWriter(
    IObjectStore store, string prefix, RetryOptions retry, bool isTrusted, TimeProvider timeProvider, bool readsBack = false)
{
    private readonly ObjectCommit _commit = new(store, retry, timeProvider, readsBack);

    // These two stores guarantee exclusive writes.
    private bool _isTrusted = isTrusted || store is DirectoryObjectStore or InMemoryObjectStore;

    /// <summary>Writes an object unless its key already contains another one. Before the first write, the store is tested for
    /// conditional writes.</summary>
    /// <exception cref="ObjectStoreException">The store ignores conditions, refused the object, or could not be
    /// reached.</exception>
    public async Task<CommitOutcome> WriteAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (!_isTrusted)
            await store.EnsureConditionalWritesAsync(ConditionalWrites.ProbeKey(prefix), retry, timeProvider, cancellationToken).ConfigureAwait(false);
        _isTrusted = true;
        return await _commit.CommitAsync(key, body, cancellationToken).ConfigureAwait(false);
    }
}
