using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>What kind of failure an <see cref="ObjectStoreException"/> reports.</summary>
public enum ObjectStoreError
{
    /// <summary>The store could not be reached or answered with a server error, also after retries.</summary>
    Unavailable,

    /// <summary>No answer within the deadline.</summary>
    Timeout,

    /// <summary>The credentials do not allow the operation, or have expired.</summary>
    AccessDenied,

    /// <summary>The bucket or root folder does not exist, or belongs to another region.</summary>
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

    /// <summary>The store refuses requests because this machine's clock is wrong.</summary>
    ClockSkew,

    /// <summary>The answer is not one an object store gives.</summary>
    Protocol,
}

/// <summary>An object store could not do what was asked. Nothing stored was harmed.</summary>
public sealed class ObjectStoreException : RhetenorException
{
    /// <summary>Describes a failure.</summary>
    /// <param name="error">The kind of failure.</param>
    /// <param name="key">The key or prefix concerned.</param>
    /// <param name="message">What happened and what was expected.</param>
    /// <param name="innerException">The backend's own exception.</param>
    public ObjectStoreException(ObjectStoreError error, string key, string message, Exception? innerException = null)
        : base($"{error} on '{ObjectKey.Printable(key)}': {message}", innerException)
    {
        Error = error;
        Key = key;
    }

    /// <summary>The kind of failure.</summary>
    public ObjectStoreError Error { get; }

    /// <summary>The key or prefix concerned.</summary>
    public string Key { get; }
}
