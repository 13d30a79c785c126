using System.Net;

namespace Rhetenor.Data;

/// <summary>A master file could not be fetched from its source. Nothing was stored.</summary>
public sealed class MasterSourceException : RhetenorException
{
    /// <summary>Creates the exception. Custom implementations of <see cref="IMasterSource"/> may throw it.</summary>
    /// <param name="market">The requested market.</param>
    /// <param name="message">The failure, and what was expected.</param>
    /// <param name="isTransient">Whether the same call may succeed later.</param>
    /// <param name="statusCode">The HTTP status, if there was one.</param>
    /// <param name="innerException">The exception of the transport.</param>
    public MasterSourceException(
        Market market, string message, bool isTransient = false, HttpStatusCode? statusCode = null, Exception? innerException = null)
        : this($"The {market.ToKey()} master", message, isTransient, statusCode, innerException) => Market = market;

    /// <summary>Creates the exception for a file that is not the master of a market.</summary>
    /// <param name="fileName">The requested file.</param>
    /// <param name="message">The failure, and what was expected.</param>
    /// <param name="isTransient">Whether the same call may succeed later.</param>
    /// <param name="innerException">The exception of the transport.</param>
    /// <param name="statusCode">The HTTP status, if there was one.</param>
    public MasterSourceException(string fileName, string message, bool isTransient = false, Exception? innerException = null, HttpStatusCode? statusCode = null)
        : this($"'{fileName}'", message, isTransient, statusCode, innerException) => FileName = fileName;

    private MasterSourceException(string subject, string message, bool isTransient, HttpStatusCode? statusCode, Exception? innerException)
        : base($"{subject} could not be fetched: {message}", innerException) => (IsTransient, StatusCode) = (isTransient, statusCode);

    /// <summary>Gets the requested market; null for a file that is not the master of a market.</summary>
    public Market? Market { get; }

    /// <summary>Gets the requested file that is not the master of a market; otherwise null.</summary>
    public string? FileName { get; }

    /// <summary>Gets whether the same call may succeed later: no connection, no complete answer in time, or a server error, also after
    /// retries. False when action is required first, as after an untrusted certificate, a refusal, a redirect or a body that is not a ZIP
    /// within the limits.</summary>
    public bool IsTransient { get; }

    /// <summary>Gets the HTTP status of a refusal; null when there was no answer or the body was invalid.</summary>
    public HttpStatusCode? StatusCode { get; }
}
