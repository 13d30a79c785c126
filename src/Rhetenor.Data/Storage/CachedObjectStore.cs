using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Rhetenor.Data.Core;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>A store that keeps the objects read from another store in a local folder, so that each is fetched once.</summary>
/// <remarks>
/// <para>Objects never change, so a kept object is what was fetched, and every read of it is verified by a hash. What a dataset reads is
/// compared with the dataset's own hashes before it is kept. Listings and writes always go to the
/// remote store. An object that was removed from the remote store may still be read here; it is not listed.</para>
/// <para>Before an object would make the folder exceed its limit, those that were not read for the longest time are removed. Several
/// processes may share a folder. Each counts it again after a sixteenth of the limit, so that objects which they write at the same time may
/// exceed it until then. Several remote stores may
/// share it too: each has its own objects in it. A folder that cannot be used, or is full, never fails a read: the object is
/// fetched.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class CachedObjectStore : IObjectStore, IRangedObjectStore, IObjectRemover, IIdentifiedStore
{
    private const long DefaultBytes = 10L << 30;

    private readonly IObjectStore _remote;
    private readonly CacheFolder _folder;
    private readonly string _identity;
    private readonly SingleFlight<string, ReadOnlyMemory<byte>?> _fetches = new();

    /// <summary>Creates the store. Performs no I/O: the first read creates the folder.</summary>
    /// <param name="remote">The store that contains the objects.</param>
    /// <param name="folder">The local folder. A relative path is resolved against the current folder now.</param>
    /// <param name="maxBytes">The limit of the folder, in bytes; 10 GiB by default. Objects above it are not kept.</param>
    /// <param name="remoteName">A name that no other store in the folder has. Null for a store of this library, which is known by its server
    /// and bucket, or by the path of its folder. Required for a store of another type.</param>
    /// <param name="timeProvider">The clock that determines which objects were read last; null for the system clock.</param>
    /// <param name="logger">Logs a folder that cannot be used, and damaged files in it.</param>
    /// <exception cref="ArgumentException">The folder is blank, the limit is less than 1, or the remote store is of another type and has no
    /// name.</exception>
    public CachedObjectStore(
        IObjectStore remote, string folder, long maxBytes = DefaultBytes, string? remoteName = null, TimeProvider? timeProvider = null,
        ILogger<CachedObjectStore>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(remote);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        _remote = remote;
        _identity = remoteName is not null ? $"name {remoteName}" : (remote as IIdentifiedStore)?.Identity
            ?? throw new ArgumentException($"{remote.GetType().Name} does not tell which store it is: a name is required that no other store in the folder has.", nameof(remoteName));
        _folder = new(Path.GetFullPath(folder), _identity, default(OptionCheck).Within(maxBytes, 1, long.MaxValue), timeProvider ?? TimeProvider.System, Log.Quiet(logger));
    }

    /// <inheritdoc/>
    public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default)
    {
        ObjectKey.Require(key);
        var body = await ReadAsync(key, token => _remote.ReadAllAsync(key, Array.MaxLength, token), AnyIsValid, cancellationToken).ConfigureAwait(false);
        return body is { } bytes ? MemoryBody.Open(bytes) : null;
    }

    /// <inheritdoc/>
    /// <remarks>A range is kept by itself. Without ranges in the remote store, the whole object is fetched and kept.</remarks>
    public Task<ReadOnlyMemory<byte>?> ReadRangeAsync(string key, long offset, int length, CancellationToken cancellationToken = default)
    {
        ObjectKey.Require(key);
        ObjectRange.Require(offset, length);
        return ReadVerifiedRangeAsync(key, offset, length, AnyIsValid, cancellationToken);
    }

    /// <summary>Removes an object from the folder, after its content turned out to be damaged: it may have been damaged on its way.</summary>
    internal void Forget(string key) => _folder.Forget(key);

    /// <summary>Reads an object. Only a valid one is kept, and one that was kept and is not valid is fetched again.</summary>
    internal Task<ReadOnlyMemory<byte>?> ReadVerifiedAsync(string key, Func<ReadOnlyMemory<byte>, bool> isValid, CancellationToken cancellationToken) =>
        ReadAsync(key, token => _remote.ReadAllAsync(key, Array.MaxLength, token), isValid, cancellationToken);

    /// <summary>Reads some bytes of an object, likewise.</summary>
    internal async Task<ReadOnlyMemory<byte>?> ReadVerifiedRangeAsync(
        string key, long offset, int length, Func<ReadOnlyMemory<byte>, bool> isValid, CancellationToken cancellationToken)
    {
        if (_remote is IRangedObjectStore ranged)
        {
            // No key contains a line end.
            return await ReadAsync(
                FormattableString.Invariant($"{key}\n{offset}\n{length}"), token => ranged.ReadRangeAsync(key, offset, length, token), isValid, cancellationToken).ConfigureAwait(false);
        }

        if (await ReadVerifiedAsync(key, whole => offset <= whole.Length - length && isValid(whole.Slice((int)offset, length)), cancellationToken).ConfigureAwait(false) is not { } body)
            return null;
        return ObjectRange.Of(key, body, offset, length);
    }

    /// <inheritdoc/>
    public Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default) =>
        _remote.PutIfAbsentAsync(key, body, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The object is removed from the remote store, and from the folder. Parts of it, and its copies in the folders of other
    /// processes, stay until they are replaced.</remarks>
    /// <exception cref="ObjectStoreException">The remote store removes nothing (<see cref="ObjectStoreError.Unsupported"/>).</exception>
    public async Task RemoveAsync(string key, CancellationToken cancellationToken = default)
    {
        if (_remote is not IObjectRemover remover)
            throw new ObjectStoreException(ObjectStoreError.Unsupported, key, $"{_remote} removes no objects.");
        await remover.RemoveAsync(key, cancellationToken).ConfigureAwait(false);
        _folder.Forget(key);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default) => _remote.ListAsync(prefix, cancellationToken);

    string? IIdentifiedStore.Identity => _identity;

    /// <summary>Returns the folder and the remote store in one line.</summary>
    public override string ToString() => $"{nameof(CachedObjectStore)} '{_folder.Root}' of {_remote}";

    /// <summary>Gets the store that contains the objects.</summary>
    internal IObjectStore Remote => _remote;

    private static bool AnyIsValid(ReadOnlyMemory<byte> body) => true;

    private async Task<ReadOnlyMemory<byte>?> ReadAsync(
        string name, Func<CancellationToken, Task<ReadOnlyMemory<byte>?>> fetch, Func<ReadOnlyMemory<byte>, bool> isValid, CancellationToken cancellationToken) =>
        await _fetches.RunAsync(name, token => ReadOnceAsync(name, fetch, isValid, token), cancellationToken).ConfigureAwait(false);

    private async Task<ReadOnlyMemory<byte>?> ReadOnceAsync(
        string name, Func<CancellationToken, Task<ReadOnlyMemory<byte>?>> fetch, Func<ReadOnlyMemory<byte>, bool> isValid, CancellationToken cancellationToken)
    {
        if (await _folder.FindAsync(name, cancellationToken).ConfigureAwait(false) is { } kept)
        {
            if (isValid(kept))
                return kept;
            _folder.Forget(name);
        }

        var body = await fetch(cancellationToken).ConfigureAwait(false);
        if (body is { } bytes && isValid(bytes))
            await _folder.KeepAsync(name, bytes, cancellationToken).ConfigureAwait(false);
        return body;
    }
}
