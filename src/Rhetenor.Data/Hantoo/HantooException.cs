using System.Net;

namespace Rhetenor.Data;

/// <summary>KIS refused a call, failed, or returned contradictory data. Data read before remains valid. Nothing of the failed
/// answer is used.</summary>
public sealed class HantooException : RhetenorException
{
    internal HantooException(HantooError error, string message, Exception? innerException = null)
        : base(message, innerException) => Error = error;

    /// <summary>Gets the kind of failure.</summary>
    public HantooError Error { get; }

    /// <summary>Gets the code from KIS, such as <c>EGW00201</c>; null when there is none.</summary>
    public string? Code { get; internal init; }

    /// <summary>Gets the message text from KIS, shortened, without keys and tokens; null when there is none.</summary>
    public string? MessageText { get; internal init; }

    /// <summary>Gets the transaction id of the call, such as <c>FHKST03010230</c>, or <c>tokenP</c> for a token; null when the
    /// failure does not belong to one call.</summary>
    public string? TrId { get; internal init; }

    /// <summary>Gets the HTTP status of the last answer; null when there was no answer.</summary>
    public HttpStatusCode? StatusCode { get; internal init; }

    /// <summary>Gets the number of requests sent for the call; 0 when it failed before sending.</summary>
    public int Attempts { get; internal init; }

    /// <summary>Gets or sets the number of calls of the whole request that failed.</summary>
    internal int Calls { get; set; }

    /// <summary>Returns the same failure for a request that was not made because of it.</summary>
    internal HantooException Again() => new(Error, Message) { Code = Code, MessageText = MessageText, TrId = TrId, StatusCode = StatusCode };

    /// <summary>Gets whether every further call would fail in the same way until someone corrects the cause.</summary>
    internal bool IsFatal => Error is HantooError.Credentials or HantooError.TokenRejected or HantooError.NotPermitted
        or HantooError.UntrustedServer or HantooError.ClockSkew or HantooError.UnsafeTokenCache;
}
