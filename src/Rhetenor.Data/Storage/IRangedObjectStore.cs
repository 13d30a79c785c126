namespace Rhetenor.Data;

/// <summary>Reads parts of objects. It is separate from <see cref="IObjectStore"/> because most readers need whole objects. From a store
/// without it, whole objects are read instead.</summary>
public interface IRangedObjectStore
{
    /// <summary>Reads some bytes of an object. Unlike a whole object, they are not verified by the store; the caller compares a hash.</summary>
    /// <param name="key">The key.</param>
    /// <param name="offset">The position of the first byte.</param>
    /// <param name="length">The number of bytes, at least one.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Exactly these bytes; null when the object does not exist.</returns>
    /// <exception cref="ObjectStoreException">The object cannot be read, or ends earlier (<see cref="ObjectStoreError.Corrupt"/>).</exception>
    Task<ReadOnlyMemory<byte>?> ReadRangeAsync(string key, long offset, int length, CancellationToken cancellationToken = default);
}
