namespace Rhetenor.Data;

/// <summary>Why a call of KIS failed.</summary>
public enum HantooError
{
    /// <summary>No connection, or it broke, also after retries.</summary>
    Unavailable,

    /// <summary>The server's certificate is not trusted. Never retried, never bypassed.</summary>
    UntrustedCertificate,

    /// <summary>No complete answer within the deadline, also after retries.</summary>
    Timeout,

    /// <summary>An HTTP status that is not success, without a code of KIS's own.</summary>
    Status,

    /// <summary>A redirect. KIS has none, and secrets are not carried to another place.</summary>
    Redirect,

    /// <summary>The body is longer than the limit.</summary>
    TooLarge,

    /// <summary>The body ended before its announced length, also after retries.</summary>
    Incomplete,

    /// <summary>The body is encoded in a way that was not asked for.</summary>
    UnexpectedEncoding,

    /// <summary>The body is no valid JSON, also after retries.</summary>
    InvalidJson,

    /// <summary>The JSON is not what KIS documents: a part is missing or of another kind. Nothing of it is used.</summary>
    UnexpectedReply,

    /// <summary>KIS's gateway is in trouble, also after retries (EGW00001, EGW00203, EGW00300 and others).</summary>
    Gateway,

    /// <summary>Too many calls a second, also after long waits (EGW00201, EGW00215).</summary>
    RateLimited,

    /// <summary>A token was asked for within a minute of the last, also after waiting (EGW00133). Does another program
    /// use the same app key?</summary>
    TokenLimited,

    /// <summary>A token that was just renewed is refused (EGW00121, EGW00122, EGW00123).</summary>
    TokenRejected,

    /// <summary>App key or app secret is wrong (EGW00102 to EGW00105, EGW00115, EGW00116, EGW00205, EGW00304).</summary>
    Credentials,

    /// <summary>The key is not for this call or environment (EGW00206, EGW00210, EGW00213, EGW02004).</summary>
    NotPermitted,

    /// <summary>KIS answered with another code; see <see cref="HantooException.Code"/>.</summary>
    Rejected,

    /// <summary>The environment does not have this call. Nothing was sent.</summary>
    NotSupported,

    /// <summary>This machine's clock and KIS's differ by more than <see cref="HantooOptions.MaxClockSkew"/>.</summary>
    ClockSkew,
}
