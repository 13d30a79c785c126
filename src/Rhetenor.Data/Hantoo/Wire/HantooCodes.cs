using System.Net;

namespace Rhetenor.Data.Hantoo;

/// <summary>What KIS's codes mean, wherever they come: in an HTTP 500 or in a 200.</summary>
internal static class HantooCodes
{
    // A token was issued within the minute, to whomever.
    private const string TokenAskedTooSoon = "EGW00133";

    /// <summary>The kind of failure, and whether another attempt may pass; null when the code is not known.</summary>
    public static (HantooError Error, bool IsTransient)? Of(string? code) => code switch
    {
        "EGW00121" or "EGW00122" or "EGW00123" => (HantooError.TokenRejected, false),
        TokenAskedTooSoon => (HantooError.RateLimited, true),
        "EGW00201" or "EGW00215" => (HantooError.RateLimited, false),
        "EGW00001" or "EGW00002" or "EGW00202" or "EGW00203" or "EGW00300" or "EGW00301" or "EGW00302" => (HantooError.Unavailable, true),
        "EGW00102" or "EGW00103" or "EGW00104" or "EGW00105" or "EGW00115" or "EGW00116" or "EGW00205" or "EGW00304" =>
            (HantooError.Credentials, false),
        "EGW00206" or "EGW00210" or "EGW00213" or "EGW02004" => (HantooError.NotPermitted, false),
        _ => null,
    };

    /// <summary>Statuses after which a GET may be sent again.</summary>
    public static bool IsTransient(HttpStatusCode status) =>
        (int)status >= 500 || status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;

    /// <summary>The failure an envelope or a status stands for; null when the call succeeded.</summary>
    public static HantooFailure? FailureOf(in HantooEnvelope envelope, HantooReply reply)
    {
        var status = reply.StatusCode;
        var answered = (int)status is >= 200 and < 300;
        if (answered && envelope.Result == "0")
            return null;
        if (envelope.Code is null)
        {
            return answered
                ? new HantooFailure(HantooError.UnexpectedReply, envelope.Result is null ? "the reply has no rt_cd" : "the reply has no msg_cd") { StatusCode = status, MayHaveActed = true }
                : new HantooFailure(IsTransient(status) ? HantooError.Unavailable : HantooError.Rejected, $"HTTP {(int)status}", IsTransient(status))
                { StatusCode = status, RetryAfter = reply.RetryAfter, MayHaveActed = (int)status >= 500 };
        }

        // A code that nobody has described, in a server error: the gateway's are worth another attempt, others are final.
        var (error, transient) = Of(envelope.Code) ?? (HantooError.Rejected,
            IsTransient(status) && (status != HttpStatusCode.InternalServerError || envelope.Code.StartsWith("EGW", StringComparison.Ordinal)));
        return new HantooFailure(error, $"{envelope.Code} '{envelope.Message}', HTTP {(int)status}", transient)
        {
            Code = envelope.Code,
            MessageText = envelope.Message,
            StatusCode = status,
            RetryAfter = reply.RetryAfter,
            MayHaveActed = envelope.Code == TokenAskedTooSoon,
        };
    }
}
