using System.Net;

namespace Rhetenor.Data;

/// <summary>A master file could not be fetched from its source. Nothing was stored.</summary>
public sealed class MasterSourceException : RhetenorException
{
    /// <summary>Creates the exception, also for an <see cref="IMasterSource"/> of a caller's own.</summary>
    /// <param name="market">The market whose file was asked for.</param>
    /// <param name="message">What was expected and what was found.</param>
    /// <param name="isTransient">Whether the same call may succeed later.</param>
    /// <param name="statusCode">The HTTP status, when there was one.</param>
    /// <param name="innerException">The transport's own exception.</param>
    public MasterSourceException(
        Market market, string message, bool isTransient = false, HttpStatusCode? statusCode = null, Exception? innerException = null)
        : base($"The {market.ToKey()} master could not be fetched: {message}", innerException)
    {
        Market = market;
        IsTransient = isTransient;
        StatusCode = statusCode;
    }

    /// <summary>Gets the market whose file was asked for.</summary>
    public Market Market { get; }

    /// <summary>Gets whether the same call may succeed later: no connection, no complete answer in time, or a server error, also after
    /// retries. False when somebody must act first, as after an untrusted certificate, a refusal, a redirect or a body that is not a ZIP
    /// within the limits.</summary>
    public bool IsTransient { get; }

    /// <summary>Gets the HTTP status of a refusal; null when there was no answer, or its body was at fault.</summary>
    public HttpStatusCode? StatusCode { get; }
}
