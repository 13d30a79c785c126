namespace Rhetenor.Data;

/// <summary>The kinds of KIS failures, by what can be done about them.</summary>
public enum HantooError
{
    /// <summary>KIS could not be reached, gave no complete answer in time, or reported a server problem (HTTP 5xx, EGW00001,
    /// EGW00203, EGW00300, OPSQ0003 and others), also after retries. The same call may succeed later.</summary>
    Unavailable,

    /// <summary>Too many calls per second (EGW00201, EGW00215), or a token requested within a minute of the last (EGW00133), also
    /// after long waits. Check whether another program uses the same app key.</summary>
    RateLimited,

    /// <summary>The app key or app secret is wrong (EGW00102 to EGW00105, EGW00115, EGW00116, EGW00205, EGW00304).</summary>
    Credentials,

    /// <summary>KIS refused a token that was just renewed (EGW00121, EGW00122, EGW00123).</summary>
    TokenRejected,

    /// <summary>The key or the environment does not support this call (EGW00206, EGW00210, EGW00213, EGW02004). Calls that paper
    /// trading does not support are not sent.</summary>
    NotPermitted,

    /// <summary>The server's certificate is not trusted, or the answer is a redirect, which KIS never sends. It is never retried or
    /// bypassed. No secret is sent to another host.</summary>
    UntrustedServer,

    /// <summary>The clocks of this machine and of KIS differ by more than <see cref="HantooOptions.MaxClockSkew"/>.</summary>
    ClockSkew,

    /// <summary>The token file is a link, has a second name or another owner, or others can write to its folder. Nothing is read or
    /// written there, and calls fail until it is corrected.</summary>
    UnsafeTokenCache,

    /// <summary>KIS no longer keeps the minutes of the date.</summary>
    HorizonExceeded,

    /// <summary>The answer does not have the documented form, contradicts itself or an earlier one, or is larger than
    /// <see cref="HantooOptions.MaxResponseBytes"/>. Nothing of it is used.</summary>
    UnexpectedReply,

    /// <summary>KIS refused the call with another code or status; see <see cref="HantooException.Code"/> and
    /// <see cref="HantooException.StatusCode"/>.</summary>
    Rejected,

    /// <summary>More symbols would be registered for ticks than KIS accepts for one app key, 41, or a second connection would be opened with it. Nothing
    /// was sent.</summary>
    RegistrationLimit,
}
