using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>The kind of failure of an object store, by what a caller can do about it.</summary>
public enum ObjectStoreError
{
    /// <summary>The store could not be reached, did not answer completely in time, or gave an answer that is not an object store's, also
    /// after retries. The same call may succeed later.</summary>
    Unavailable,

    /// <summary>The credentials do not allow the operation or have expired, or the file system denies it.</summary>
    AccessDenied,

    /// <summary>The bucket or root folder does not exist, or the bucket is in another region.</summary>
    NoSuchBucket,

    /// <summary>The store does not accept the key.</summary>
    InvalidKey,

    /// <summary>The content read differs from the content stored: it is short, too long, or has a wrong checksum.</summary>
    Corrupt,

    /// <summary>The object is larger than the configured limit.</summary>
    TooLarge,

    /// <summary>No space or quota is left.</summary>
    OutOfSpace,

    /// <summary>The store lacks a required feature, such as conditional writes.</summary>
    Unsupported,

    /// <summary>The store refuses requests because the clock of this machine is wrong.</summary>
    ClockSkew,
}

/// <summary>An object store operation failed. Stored objects are unaffected.</summary>
public sealed class ObjectStoreException : RhetenorException
{
    /// <summary>Creates the exception. Custom implementations of <see cref="IObjectStore"/> may throw it.</summary>
    /// <param name="error">The kind of failure.</param>
    /// <param name="key">The key or prefix concerned.</param>
    /// <param name="message">The failure, and what was expected.</param>
    /// <param name="innerException">The exception of the backend.</param>
    public ObjectStoreException(ObjectStoreError error, string key, string message, Exception? innerException = null)
        : base($"{error} on '{ObjectKey.Printable(key)}': {message}", innerException)
    {
        Error = error;
        Key = key;
    }

    /// <summary>Gets the kind of failure.</summary>
    public ObjectStoreError Error { get; }

    /// <summary>Gets the key or prefix concerned.</summary>
    public string Key { get; }
}
