namespace Rhetenor.Data.Storage;

/// <summary>Reads bytes of which the caller knows a hash. Wrong ones may have been damaged on the way, so they are read once more, and a
/// cache does not keep them.</summary>
internal static class VerifiedReading
{
    /// <summary>Reads an object.</summary>
    /// <param name="store">The store.</param>
    /// <param name="key">The key.</param>
    /// <param name="problemOf">Returns what is wrong with bytes; null when nothing is.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The content; null when the object does not exist.</returns>
    /// <exception cref="ObjectStoreException">The object cannot be read, or is wrong (<see cref="ObjectStoreError.Corrupt"/>).</exception>
    public static Task<ReadOnlyMemory<byte>?> ReadVerifiedAsync(
        this IObjectStore store, string key, Func<ReadOnlyMemory<byte>, string?> problemOf, CancellationToken cancellationToken) =>
        TwiceAsync(
            key, problemOf, () => store is CachedObjectStore cached
                ? cached.ReadVerifiedAsync(key, bytes => problemOf(bytes) is null, cancellationToken)
                : store.ReadAllAsync(key, Array.MaxLength, cancellationToken));

    /// <summary>Reads a range of an object, or takes it from the whole object when the store reads no ranges.</summary>
    /// <inheritdoc cref="ReadVerifiedAsync"/>
    /// <param name="store">The store.</param>
    /// <param name="key">The key.</param>
    /// <param name="offset">The position of the first byte.</param>
    /// <param name="length">The number of bytes.</param>
    /// <param name="problemOf">Returns what is wrong with bytes; null when nothing is.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static Task<ReadOnlyMemory<byte>?> ReadVerifiedRangeAsync(
        this IObjectStore store, string key, long offset, int length, Func<ReadOnlyMemory<byte>, string?> problemOf, CancellationToken cancellationToken) =>
        TwiceAsync(
            key, problemOf, () => store is CachedObjectStore cached
                ? cached.ReadVerifiedRangeAsync(key, offset, length, bytes => problemOf(bytes) is null, cancellationToken)
                : store.ReadRangeAsync(key, offset, length, cancellationToken));

    /// <summary>Tells a cache that an object which it returned is damaged, so that the next read fetches it again.</summary>
    public static void Forget(this IObjectStore store, string key) => (store as CachedObjectStore)?.Forget(key);

    private static async Task<ReadOnlyMemory<byte>?> TwiceAsync(
        string key, Func<ReadOnlyMemory<byte>, string?> problemOf, Func<Task<ReadOnlyMemory<byte>?>> read)
    {
        for (var isFirst = true; ; isFirst = false)
        {
            ReadOnlyMemory<byte>? body;
            try
            {
                body = await read().ConfigureAwait(false);
            }
            catch (ObjectStoreException exception) when (isFirst && exception.Error == ObjectStoreError.Corrupt)
            {
                continue;
            }

            if (body is not { } bytes)
                return null;
            if (problemOf(bytes) is not { } problem)
                return bytes;
            if (!isFirst)
                throw new ObjectStoreException(ObjectStoreError.Corrupt, key, problem);
        }
    }
}
