namespace Rhetenor.Data;

/// <summary>Why a token cache cannot be used.</summary>
public enum TokenCacheError
{
    /// <summary>The file is a link, has a second name or another owner, or its folder can be written by others. Nothing
    /// is read or written there, and calls fail until it is put right.</summary>
    Unsafe,

    /// <summary>This process may not read or write there.</summary>
    AccessDenied,

    /// <summary>The disk is full.</summary>
    OutOfSpace,

    /// <summary>Anything else.</summary>
    Unavailable,
}

/// <summary>A token could not be kept or looked up.</summary>
public sealed class TokenCacheException : RhetenorException
{
    /// <summary>Describes the failure.</summary>
    /// <param name="error">Why.</param>
    /// <param name="message">What is wrong, and where.</param>
    /// <param name="innerException">The file system's own exception.</param>
    public TokenCacheException(TokenCacheError error, string message, Exception? innerException = null)
        : base($"The token cache cannot be used ({error}): {message}", innerException) => Error = error;

    /// <summary>Why.</summary>
    public TokenCacheError Error { get; }
}
