using System.Net;

namespace Rhetenor.Data.Hantoo;

/// <summary>The meaning of KIS's codes. They occur with HTTP status 500 and with 200.</summary>
internal static class HantooCodes
{
    // A token was issued within the last minute, to any program.
    private const string TokenAskedTooSoon = "EGW00133";

    // Charts of indexes answer with it now and then, and the next call is answered.
    private const string IndexUnavailable = "OPSQ0003";

    /// <summary>Returns the kind of failure and whether it is transient; null for an unknown code.</summary>
    public static (HantooError Error, bool IsTransient)? Of(string? code) => code switch
    {
        "EGW00121" or "EGW00122" or "EGW00123" => (HantooError.TokenRejected, false),
        TokenAskedTooSoon => (HantooError.RateLimited, true),
        "EGW00201" or "EGW00215" => (HantooError.RateLimited, false),
        "EGW00001" or "EGW00002" or "EGW00202" or "EGW00203" or "EGW00300" or "EGW00301" or "EGW00302" or IndexUnavailable => (HantooError.Unavailable, true),
        "EGW00102" or "EGW00103" or "EGW00104" or "EGW00105" or "EGW00115" or "EGW00116" or "EGW00205" or "EGW00304" =>
            (HantooError.Credentials, false),
        "EGW00206" or "EGW00210" or "EGW00213" or "EGW02004" => (HantooError.NotPermitted, false),
        _ => null,
    };

    /// <summary>Determines whether a GET may be retried after a status.</summary>
    public static bool IsTransient(HttpStatusCode status) =>
        (int)status >= 500 || status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;

    /// <summary>Returns the failure that an envelope or a status describes; null when the call succeeded.</summary>
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

        // For an undocumented code in a server error, the gateway's codes are retried and others are final.
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
