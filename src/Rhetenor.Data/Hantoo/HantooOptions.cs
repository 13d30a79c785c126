using Rhetenor.Data.Core;
using Rhetenor.Data.Http;

namespace Rhetenor.Data;

/// <summary>How KIS is spoken to.</summary>
public sealed record HantooOptions
{
    /// <summary>Real or paper trading.</summary>
    /// <value>Default <see cref="HantooEnvironment.Production"/>.</value>
    public HantooEnvironment Environment { get; set; } = HantooEnvironment.Production;

    /// <summary>Another address than the environment's own, for a proxy or a simulator. Must be https, without user or
    /// password; plain http only to a loopback address and with <see cref="AllowLoopbackHttp"/>.</summary>
    /// <value>Default null: the environment's own.</value>
    public Uri? BaseAddress { get; set; }

    /// <summary>Lets <see cref="BaseAddress"/> be http on a loopback address, for a simulator.</summary>
    /// <value>Default false.</value>
    public bool AllowLoopbackHttp { get; set; }

    /// <summary>The published limit of calls per second for one app key, tokens and retries included.</summary>
    /// <value>Default null: 18 in production and 1 for paper, the limits of KIS's notice of 2026-04-20. New customers
    /// have 3 in production for their first three days and must say so.</value>
    public double? RequestsPerSecond { get; set; }

    /// <summary>The part of the limit that is used; calls are spaced evenly. Network jitter makes calls meet at the
    /// server, so the whole limit is refused now and then.</summary>
    /// <value>Default 0.95; 0.01 to 1.</value>
    public double Pace { get; set; } = 0.95;

    /// <summary>The longest one attempt may take, from connecting to the last byte of the body. Waiting for one's turn
    /// is not counted.</summary>
    /// <value>Default 15 s.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>The largest body accepted, in bytes. A page of 120 minutes has about 33,000.</summary>
    /// <value>Default 4 MiB.</value>
    public int MaxResponseBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How deep JSON may nest. Real replies have three levels.</summary>
    /// <value>Default 16.</value>
    public int MaxJsonDepth { get; set; } = 16;

    /// <summary>How failures that may pass are tried again.</summary>
    /// <value>Default five attempts.</value>
    public RetryOptions Retry { get; set; } = new();

    /// <summary>How refusals of too many calls (EGW00201, EGW00215) are tried again. Refusals that go on for ten seconds
    /// are waited out for <see cref="RetryOptions.MaxDelay"/>.</summary>
    /// <value>Default eight attempts, up to 61 s apart, which is what KIS's own samples wait.</value>
    public RetryOptions RateLimitRetry { get; set; } = new() { MaxAttempts = 8, MaxDelay = TimeSpan.FromSeconds(61) };

    /// <summary>The least time between two requests for a token. KIS grants one a minute since 2023-10-27 (EGW00133).</summary>
    /// <value>Default 61 s.</value>
    public TimeSpan TokenInterval { get; set; } = TimeSpan.FromSeconds(61);

    /// <summary>How long before its expiry a token is renewed. Tokens live for 24 hours.</summary>
    /// <value>Default 10 min.</value>
    public TimeSpan TokenMargin { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>By how much this machine's clock may differ from KIS's before answers are refused.</summary>
    /// <value>Default 15 min; smaller differences are corrected for.</value>
    public TimeSpan MaxClockSkew { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Pages of 24 days fetched by one request for holidays. KIS asks for about one call a day.</summary>
    /// <value>Default 1; 1 to 10.</value>
    public int HolidayPages { get; set; } = 1;

    internal Uri Address => BaseAddress ?? new Uri(
        Environment == HantooEnvironment.Production ? "https://openapi.koreainvestment.com:9443" : "https://openapivts.koreainvestment.com:29443");

    internal double PermitsPerSecond => (RequestsPerSecond ?? (Environment == HantooEnvironment.Production ? 18 : 1)) * Pace;

    // As many calls as the limit take longer than a second by this pace; a tenth of that is for late timers, the rest for the network.
    internal TimeSpan Lateness => TimeSpan.FromSeconds(((1 / Pace) - 1) / 10);

    internal HantooOptions Checked(OptionCheck check = default) => this with
    {
        Environment = check.Defined(Environment),
        BaseAddress = BaseAddress is null ? null : SafeUri.Check(BaseAddress, AllowLoopbackHttp, check.Name(nameof(BaseAddress))),
        RequestsPerSecond = RequestsPerSecond is { } rate ? check.Within(rate, 0.01, 1_000, nameof(RequestsPerSecond)) : null,
        Pace = check.Within(Pace, 0.01, 1),
        Timeout = check.Within(Timeout, OptionCheck.Millisecond, OptionCheck.Day),
        MaxResponseBytes = check.Within(MaxResponseBytes, 1, Array.MaxLength),
        MaxJsonDepth = check.Within(MaxJsonDepth, 1, 1_000),
        Retry = check.Nested(Retry, (retry, inner) => retry.Checked(inner)),
        RateLimitRetry = check.Nested(RateLimitRetry, (retry, inner) => retry.Checked(inner)),
        TokenInterval = check.Within(TokenInterval, TimeSpan.Zero, OptionCheck.Day),
        TokenMargin = check.Within(TokenMargin, TimeSpan.Zero, OptionCheck.Day),
        MaxClockSkew = check.Within(MaxClockSkew, OptionCheck.Millisecond, OptionCheck.Day),
        HolidayPages = check.Within(HolidayPages, 1, 10),
    };
}
