using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>What can be done about a failure of an object store.</summary>
public enum ObjectStoreError
{
    /// <summary>The store could not be reached, gave no complete answer in time, or gave one that an object store does not give, also after
    /// retries. The same call may succeed later.</summary>
    Unavailable,

    /// <summary>The credentials do not allow the operation or have expired, the file system forbids it, or the store refuses requests
    /// because this machine's clock is wrong.</summary>
    AccessDenied,

    /// <summary>The bucket or root folder does not exist, or the bucket is in another region.</summary>
    NoSuchBucket,

    /// <summary>The key is not one this store accepts.</summary>
    InvalidKey,

    /// <summary>The content read is not the content stored: short, too long, or with a wrong checksum.</summary>
    Corrupt,

    /// <summary>The object is larger than the configured limit.</summary>
    TooLarge,

    /// <summary>No space or quota is left.</summary>
    OutOfSpace,

    /// <summary>The store cannot do what is needed, such as a conditional write.</summary>
    Unsupported,
}

/// <summary>An object store could not do what was asked. Nothing stored was harmed.</summary>
public sealed class ObjectStoreException : RhetenorException
{
    /// <summary>Creates the exception, also for an <see cref="IObjectStore"/> of a caller's own.</summary>
    /// <param name="error">What can be done about it.</param>
    /// <param name="key">The key or prefix concerned.</param>
    /// <param name="message">What happened and what was expected.</param>
    /// <param name="innerException">The backend's own exception.</param>
    public ObjectStoreException(ObjectStoreError error, string key, string message, Exception? innerException = null)
        : base($"{error} on '{ObjectKey.Printable(key)}': {message}", innerException)
    {
        Error = error;
        Key = key;
    }

    /// <summary>Gets what can be done about the failure.</summary>
    public ObjectStoreError Error { get; }

    /// <summary>Gets the key or prefix concerned.</summary>
    public string Key { get; }
}
