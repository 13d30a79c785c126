using System.Net;

namespace Rhetenor.Data;

/// <summary>KIS refused a call, failed, or contradicted itself. What was read before it stands; nothing of the failed answer is used.</summary>
public sealed class HantooException : RhetenorException
{
    internal HantooException(HantooError error, string message, Exception? innerException = null)
        : base(message, innerException) => Error = error;

    /// <summary>Gets what can be done about the failure.</summary>
    public HantooError Error { get; }

    /// <summary>Gets KIS's own code, such as <c>EGW00201</c>; null when it gave none.</summary>
    public string? Code { get; internal init; }

    /// <summary>Gets KIS's own words, shortened, without keys and tokens; null when it gave none.</summary>
    public string? MessageText { get; internal init; }

    /// <summary>Gets the transaction that was called, such as <c>FHKST03010230</c>, or <c>tokenP</c> for a token; null when the failure
    /// is not of one call.</summary>
    public string? TrId { get; internal init; }

    /// <summary>Gets the HTTP status of the last answer, when there was one.</summary>
    public HttpStatusCode? StatusCode { get; internal init; }

    /// <summary>Gets the number of requests sent for the call; 0 when it was refused before.</summary>
    public int Attempts { get; internal init; }

    /// <summary>Gets whether every further call would fail in the same way until somebody acts.</summary>
    internal bool IsFatal => Error is HantooError.Credentials or HantooError.TokenRejected or HantooError.NotPermitted
        or HantooError.UntrustedServer or HantooError.ClockSkew or HantooError.UnsafeTokenCache;
}
