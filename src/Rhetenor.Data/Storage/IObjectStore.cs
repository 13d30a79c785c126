namespace Rhetenor.Data;

/// <summary>A store of whole objects under string keys. Objects are written once.</summary>
/// <remarks>
/// Implement it to use your own storage. Keys are relative and use <c>/</c>. Failures throw <see cref="ObjectStoreException"/>; a missing
/// object is not a failure. All methods may be called concurrently.
/// </remarks>
public interface IObjectStore
{
    /// <summary>Opens an object for reading from its first byte.</summary>
    /// <returns>The content, complete and verified as far as the backend can; null when the object does not exist.</returns>
    /// <exception cref="ObjectStoreException">The object cannot be read, or its body was incomplete.</exception>
    Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Writes an object unless the key is taken. The object appears as a whole or not at all.</summary>
    /// <returns>
    /// <see cref="PutOutcome.Unknown"/> when no answer arrived although the request may have been carried out. Repeat the call with the
    /// same key and bytes, and compare the contents on <see cref="PutOutcome.AlreadyExists"/>.
    /// </returns>
    /// <exception cref="ObjectStoreException">The store refused the object; nothing was written.</exception>
    Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default);

    /// <summary>Lists all objects whose key starts with a prefix, in the ordinal order of the UTF-8 bytes of the keys.</summary>
    /// <exception cref="ObjectStoreException">The listing failed. The objects returned before are incomplete.</exception>
    IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default);
}
