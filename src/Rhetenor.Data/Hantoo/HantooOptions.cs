using Rhetenor.Data.Http;

namespace Rhetenor.Data;

/// <summary>How KIS is spoken to.</summary>
public sealed record HantooOptions
{
    /// <summary>Real or paper trading.</summary>
    /// <value>Default <see cref="HantooEnvironment.Production"/>.</value>
    public HantooEnvironment Environment { get; init; } = HantooEnvironment.Production;

    /// <summary>Another address than the environment's own, for a proxy or a simulator. Must be https, without user or
    /// password; plain http only to a loopback address and with <see cref="AllowLoopbackHttp"/>.</summary>
    /// <value>Default null: the environment's own.</value>
    public Uri? BaseAddress { get; init; }

    /// <summary>Lets <see cref="BaseAddress"/> be http on a loopback address, for a simulator.</summary>
    /// <value>Default false.</value>
    public bool AllowLoopbackHttp { get; init; }

    /// <summary>The published limit of calls per second for one app key, tokens and retries included.</summary>
    /// <value>Default null: 18 in production and 1 for paper, the limits of KIS's notice of 2026-04-20. New customers
    /// have 3 in production for their first three days and must say so.</value>
    public double? RequestsPerSecond { get; init; }

    /// <summary>The part of the limit that is used; calls are spaced evenly. Network jitter makes calls meet at the
    /// server, so the whole limit is refused now and then.</summary>
    /// <value>Default 0.95; above 0, at most 1.</value>
    public double Pace { get; init; } = 0.95;

    /// <summary>The longest one attempt may take, from connecting to the last byte of the body. Waiting for one's turn
    /// is not counted.</summary>
    /// <value>Default 15 s.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The largest body accepted, in bytes. A page of 120 minutes has about 33,000.</summary>
    /// <value>Default 4 MiB.</value>
    public int MaxResponseBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How deep JSON may nest. Real replies have three levels.</summary>
    /// <value>Default 16.</value>
    public int MaxJsonDepth { get; init; } = 16;

    /// <summary>How failures that may pass are tried again.</summary>
    /// <value>Default five attempts.</value>
    public RetryOptions Retry { get; init; } = new();

    /// <summary>How refusals of too many calls (EGW00201, EGW00215) are tried again. Refusals that go on for ten seconds
    /// are waited out for <see cref="RetryOptions.MaxDelay"/>.</summary>
    /// <value>Default eight attempts, up to 61 s apart, which is what KIS's own samples wait.</value>
    public RetryOptions RateLimitRetry { get; init; } = new() { MaxAttempts = 8, MaxDelay = TimeSpan.FromSeconds(61) };

    /// <summary>The least time between two requests for a token. KIS grants one a minute since 2023-10-27 (EGW00133).</summary>
    /// <value>Default 61 s.</value>
    public TimeSpan TokenInterval { get; init; } = TimeSpan.FromSeconds(61);

    /// <summary>How long before its expiry a token is renewed. Tokens live for 24 hours.</summary>
    /// <value>Default 10 min.</value>
    public TimeSpan TokenMargin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>By how much this machine's clock may differ from KIS's before answers are refused.</summary>
    /// <value>Default 15 min; smaller differences are corrected for.</value>
    public TimeSpan MaxClockSkew { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Pages of 24 days fetched by one request for holidays. KIS asks for about one call a day.</summary>
    /// <value>Default 1; 1 to 10.</value>
    public int HolidayPages { get; init; } = 1;

    internal Uri Address => BaseAddress ?? new Uri(
        Environment == HantooEnvironment.Production ? "https://openapi.koreainvestment.com:9443" : "https://openapivts.koreainvestment.com:29443");

    internal double PermitsPerSecond => (RequestsPerSecond ?? (Environment == HantooEnvironment.Production ? 18 : 1)) * Pace;

    // As many calls as the limit take longer than a second by this pace; a tenth of that is for late timers, the rest for the network.
    internal TimeSpan Lateness => TimeSpan.FromSeconds(((1 / Pace) - 1) / 10);

    internal HantooOptions Check()
    {
        if (!Enum.IsDefined(Environment))
            throw new ArgumentOutOfRangeException(nameof(Environment), Environment, "An environment is Production or Paper.");
        SafeUri.Check(Address, AllowLoopbackHttp, nameof(BaseAddress));
        if ((RequestsPerSecond ?? 1) is not (>= 0.01 and <= 1_000))
            throw new ArgumentOutOfRangeException(nameof(RequestsPerSecond), RequestsPerSecond, "0.01 to 1,000 calls a second are possible.");
        if (Pace is not (>= 0.01 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(Pace), Pace, "The pace is a part of the limit: 0.01 to 1.");
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxResponseBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxJsonDepth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(TokenInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(TokenMargin, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(MaxClockSkew, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(HolidayPages, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(HolidayPages, 10);
        return this;
    }
}
