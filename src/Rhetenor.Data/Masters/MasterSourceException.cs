using System.Net;

namespace Rhetenor.Data;

/// <summary>Why a master file could not be fetched.</summary>
public enum MasterSourceError
{
    /// <summary>No connection, or it broke, also after retries.</summary>
    Unavailable,

    /// <summary>The server's certificate is not trusted. Never retried, never bypassed.</summary>
    UntrustedCertificate,

    /// <summary>No complete answer within the deadline.</summary>
    Timeout,

    /// <summary>An HTTP status that is not success.</summary>
    Status,

    /// <summary>A redirect to another host or away from https.</summary>
    Redirect,

    /// <summary>The body is longer than the limit.</summary>
    TooLarge,

    /// <summary>The body ended before its announced length.</summary>
    Incomplete,

    /// <summary>The body is encoded in a way that was not asked for.</summary>
    UnexpectedEncoding,

    /// <summary>The body is not a ZIP file.</summary>
    NotAZip,
}

/// <summary>A master file could not be fetched. Nothing was stored.</summary>
public sealed class MasterSourceException : RhetenorException
{
    /// <summary>Describes a failed fetch.</summary>
    /// <param name="error">Why.</param>
    /// <param name="market">The market whose file was asked for.</param>
    /// <param name="message">What was expected and what was found.</param>
    /// <param name="statusCode">The HTTP status, when there was one.</param>
    /// <param name="innerException">The transport's own exception.</param>
    public MasterSourceException(
        MasterSourceError error, Market market, string message, HttpStatusCode? statusCode = null, Exception? innerException = null)
        : base($"The {market.ToKey()} master could not be fetched ({error}): {message}", innerException)
    {
        Error = error;
        Market = market;
        StatusCode = statusCode;
    }

    /// <summary>Why.</summary>
    public MasterSourceError Error { get; }

    /// <summary>The market whose file was asked for.</summary>
    public Market Market { get; }

    /// <summary>The HTTP status, when there was one.</summary>
    public HttpStatusCode? StatusCode { get; }
}
