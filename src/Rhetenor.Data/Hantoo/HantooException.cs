using System.Net;

namespace Rhetenor.Data;

/// <summary>A call of KIS failed. What was read before it stands; nothing of the failed answer is used.</summary>
public sealed class HantooException : RhetenorException
{
    /// <summary>Describes a failed call.</summary>
    /// <param name="error">Why.</param>
    /// <param name="message">What was expected and what was found.</param>
    /// <param name="innerException">The transport's own exception, unless it quotes a secret.</param>
    public HantooException(HantooError error, string message, Exception? innerException = null)
        : base(message, innerException) => Error = error;

    /// <summary>Why.</summary>
    public HantooError Error { get; }

    /// <summary>KIS's own code, such as <c>EGW00201</c>; null when it gave none.</summary>
    public string? Code { get; init; }

    /// <summary>KIS's own words, shortened, without keys and tokens; null when it gave none.</summary>
    public string? MessageText { get; init; }

    /// <summary>The transaction that was called, such as <c>FHKST03010230</c>; <c>tokenP</c> for a token.</summary>
    public string? TrId { get; init; }

    /// <summary>The HTTP status of the last answer, when there was one.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>Requests sent for the call; 0 when it was refused before.</summary>
    public int Attempts { get; init; }
}
