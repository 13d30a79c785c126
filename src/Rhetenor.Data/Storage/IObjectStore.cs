namespace Rhetenor.Data;

/// <summary>A bucket: whole objects under string keys, written once.</summary>
/// <remarks>
/// Implement it to bring your own storage. Keys are relative and use <c>/</c>. Failures are thrown as
/// <see cref="ObjectStoreException"/>; a missing object is not a failure. Every method may be called concurrently.
/// </remarks>
public interface IObjectStore
{
    /// <summary>Opens an object for reading, from its first byte.</summary>
    /// <returns>The content, complete and verified as far as the backend can; null when there is no such object.</returns>
    /// <exception cref="ObjectStoreException">The object cannot be read, or its body arrived short.</exception>
    Task<Stream?> OpenReadAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Writes an object unless the key is taken. The object appears whole or not at all.</summary>
    /// <returns>
    /// <see cref="PutOutcome.Unknown"/> when the request may have been carried out although no answer arrived:
    /// repeat it with the same key and bytes, and compare contents on <see cref="PutOutcome.AlreadyExists"/>.
    /// </returns>
    /// <exception cref="ObjectStoreException">The store refused the object; nothing was written.</exception>
    Task<PutOutcome> PutIfAbsentAsync(string key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default);

    /// <summary>Lists every object whose key starts with a prefix, in the ordinal order of the keys' UTF-8 bytes.</summary>
    /// <exception cref="ObjectStoreException">The listing failed; what was returned before is incomplete.</exception>
    IAsyncEnumerable<ObjectInfo> ListAsync(string prefix, CancellationToken cancellationToken = default);
}
