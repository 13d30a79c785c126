using Rhetenor.Data.Core;
using Rhetenor.Data.Http;

namespace Rhetenor.Data;

/// <summary>Options for the KIS client.</summary>
public sealed record HantooOptions
{
    /// <summary>The environment: production or paper trading.</summary>
    /// <value>Default <see cref="HantooEnvironment.Production"/>.</value>
    public HantooEnvironment Environment { get; set; } = HantooEnvironment.Production;

    /// <summary>The address to use instead of the environment's own, for a proxy or a simulator. It must use https and must not
    /// contain a user or a password. Plain http is allowed only for a loopback address with
    /// <see cref="AllowLoopbackHttp"/>.</summary>
    /// <value>Default null: the environment's own address.</value>
    public Uri? BaseAddress { get; set; }

    /// <summary>Whether <see cref="BaseAddress"/> may use http on a loopback address, for a simulator.</summary>
    /// <value>Default false.</value>
    public bool AllowLoopbackHttp { get; set; }

    /// <summary>The published limit of calls per second for one app key, including token requests and retries.</summary>
    /// <value>Default null: 18 in production and 1 in paper trading, the limits of the KIS notice of 2026-04-20. New customers have
    /// a limit of 3 in production for their first three days and must set it here.</value>
    public double? RequestsPerSecond { get; set; }

    /// <summary>The used fraction of the limit. Calls are evenly spaced. At the full limit, network jitter brings calls together at
    /// the server, so KIS refuses some of them.</summary>
    /// <value>Default 0.95; from 0.01 to 1.</value>
    public double Pace { get; set; } = 0.95;

    /// <summary>Whether the day's traded value, which every row carries, is also a witness of completeness on Nextrade, for unified bars
    /// and after the regular close. It has been checked on real rows of KRX up to the regular close only. Between
    /// that and the after-market of KRX, trades at the closing price have no rows, and value without rows stays expected.</summary>
    /// <value>Default false: there a break is noted in coverage and reports, and does not put a day in doubt.</value>
    public bool TrustValueEverywhere { get; set; }

    /// <summary>The fraction of the limit that this host uses, when several hosts use one app key: 0.5 on each of two. Processes on one
    /// host share one pace by a <see cref="FileTokenCache"/> and need no fraction each. Hosts do not coordinate, so the fractions must add
    /// up to at most 1. In a second, a host makes at most its fraction of the limit, rounded up to a whole call.</summary>
    /// <value>Default 1; from 0.01 to 1.</value>
    public double RateShare { get; set; } = 1;

    /// <summary>The maximum duration of one attempt, from connecting to the last byte of the body. Waiting for a permit does not
    /// count.</summary>
    /// <value>Default 15 s.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The largest accepted body, in bytes. A page of 120 minutes has about 33,000.</summary>
    /// <value>Default 4 MiB.</value>
    public int MaxResponseBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>The maximum nesting depth of JSON. Real replies have three levels.</summary>
    /// <value>Default 16.</value>
    public int MaxJsonDepth { get; set; } = 16;

    /// <summary>The retry policy for transient failures.</summary>
    /// <value>Default five attempts.</value>
    public RetryOptions Retry { get; set; } = new();

    /// <summary>The retry policy for refusals of too many calls (EGW00201, EGW00215). When refusals continue for ten seconds, the
    /// wait becomes <see cref="RetryOptions.MaxDelay"/>.</summary>
    /// <value>Default eight attempts, up to 61 s apart, the wait used in KIS's own samples.</value>
    public RetryOptions RateLimitRetry { get; set; } = new() { MaxAttempts = 8, MaxDelay = TimeSpan.FromSeconds(61) };

    /// <summary>The minimum time between two token requests. KIS has issued at most one a minute since 2023-10-27
    /// (EGW00133).</summary>
    /// <value>Default 61 s.</value>
    public TimeSpan TokenInterval { get; set; } = TimeSpan.FromSeconds(61);

    /// <summary>The time before its expiry at which a token is renewed. Tokens are valid for 24 hours.</summary>
    /// <value>Default 10 min.</value>
    public TimeSpan TokenMargin { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>The maximum difference between the clocks of this machine and of KIS. Answers with a larger difference are
    /// refused.</summary>
    /// <value>Default 15 min. Smaller differences are corrected.</value>
    public TimeSpan MaxClockSkew { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>The number of pages of 24 days fetched by one request for holidays. KIS asks clients to make about one call a
    /// day.</summary>
    /// <value>Default 1; from 1 to 10.</value>
    public int HolidayPages { get; set; } = 1;

    /// <summary>The number of sessions of which KIS is expected to have minutes. It is a forecast: an older session is requested too, and
    /// an answer without rows is then reported as <see cref="HantooError.HorizonExceeded"/>.</summary>
    /// <value>Default 250, about a year; from 1 to 10,000.</value>
    public int SessionsKept { get; set; } = 250;

    internal Uri Address => BaseAddress ?? new Uri(
        Environment == HantooEnvironment.Production ? "https://openapi.koreainvestment.com:9443" : "https://openapivts.koreainvestment.com:29443");

    internal double PermitsPerSecond => (RequestsPerSecond ?? (Environment == HantooEnvironment.Production ? 18 : 1)) * RateShare * Pace;

    // At this pace, the number of calls of the limit takes longer than a second. A tenth of the slack is for late timers, the rest
    // for the network.
    internal TimeSpan Lateness => TimeSpan.FromSeconds(((1 / Pace) - 1) / 10);

    internal HantooOptions Checked(OptionCheck check = default) => this with
    {
        Environment = check.Defined(Environment),
        BaseAddress = BaseAddress is null ? null : SafeUri.Check(BaseAddress, AllowLoopbackHttp, check.Name(nameof(BaseAddress))),
        RequestsPerSecond = RequestsPerSecond is { } rate ? check.Within(rate, 0.01, 1_000, nameof(RequestsPerSecond)) : null,
        Pace = check.Within(Pace, 0.01, 1),
        RateShare = check.Within(RateShare, 0.01, 1),
        Timeout = check.Within(Timeout, OptionCheck.Millisecond, OptionCheck.Day),
        MaxResponseBytes = check.Within(MaxResponseBytes, 1, Array.MaxLength),
        MaxJsonDepth = check.Within(MaxJsonDepth, 1, 1_000),
        Retry = check.Nested(Retry, (retry, inner) => retry.Checked(inner)),
        RateLimitRetry = check.Nested(RateLimitRetry, (retry, inner) => retry.Checked(inner)),
        TokenInterval = check.Within(TokenInterval, TimeSpan.Zero, OptionCheck.Day),
        TokenMargin = check.Within(TokenMargin, TimeSpan.Zero, OptionCheck.Day),
        MaxClockSkew = check.Within(MaxClockSkew, OptionCheck.Millisecond, OptionCheck.Day),
        HolidayPages = check.Within(HolidayPages, 1, 10),
        SessionsKept = check.Within(SessionsKept, 1, 10_000),
    };
}
