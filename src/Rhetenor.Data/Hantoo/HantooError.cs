namespace Rhetenor.Data;

/// <summary>What can be done about a failure of KIS.</summary>
public enum HantooError
{
    /// <summary>KIS could not be reached, gave no complete answer in time, or is in trouble (HTTP 5xx, EGW00001, EGW00203, EGW00300 and
    /// others), also after retries. The same call may succeed later.</summary>
    Unavailable,

    /// <summary>Too many calls a second (EGW00201, EGW00215), or a token within a minute of the last (EGW00133), also after long waits.
    /// Check whether another program uses the same app key.</summary>
    RateLimited,

    /// <summary>App key or app secret is wrong (EGW00102 to EGW00105, EGW00115, EGW00116, EGW00205, EGW00304).</summary>
    Credentials,

    /// <summary>A token that was just renewed is refused (EGW00121, EGW00122, EGW00123).</summary>
    TokenRejected,

    /// <summary>The key or the environment does not have this call (EGW00206, EGW00210, EGW00213, EGW02004). What paper trading does not
    /// have is not sent.</summary>
    NotPermitted,

    /// <summary>The server's certificate is not trusted, or the answer is a redirect, which KIS does not have. Never retried, never
    /// bypassed; no secret goes to another place.</summary>
    UntrustedServer,

    /// <summary>This machine's clock and KIS's differ by more than <see cref="HantooOptions.MaxClockSkew"/>.</summary>
    ClockSkew,

    /// <summary>The token cache's file is a link, has a second name or another owner, or its folder can be written by others. Nothing is
    /// read or written there, and calls fail until it is put right.</summary>
    UnsafeTokenCache,

    /// <summary>KIS no longer keeps the minutes of the date.</summary>
    HorizonExceeded,

    /// <summary>The answer is not what KIS documents, contradicts itself or the one before, or is larger than
    /// <see cref="HantooOptions.MaxResponseBytes"/>. Nothing of it is used.</summary>
    UnexpectedReply,

    /// <summary>KIS refused the call with another code or status; see <see cref="HantooException.Code"/> and
    /// <see cref="HantooException.StatusCode"/>.</summary>
    Rejected,
}
