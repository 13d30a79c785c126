using Rhetenor.Data.Core;
using Rhetenor.Data.Http;

namespace Rhetenor.Data;

/// <summary>Options for downloads from DWS.</summary>
public sealed record DwsOptions
{
    /// <summary>The folder of the files.</summary>
    /// <value>Default <c>https://new.real.download.dws.co.kr/common/master/</c>. It must be https without user or password; http is
    /// allowed on a loopback address with <see cref="AllowLoopbackHttp"/>.</value>
    public Uri BaseAddress { get; set; } = new("https://new.real.download.dws.co.kr/common/master/");

    /// <summary>Whether <see cref="BaseAddress"/> may be http on a loopback address, for a simulator.</summary>
    /// <value>Default false.</value>
    public bool AllowLoopbackHttp { get; set; }

    /// <summary>The maximum time of one attempt, from connecting to the last byte of the body.</summary>
    /// <value>Default 60 s.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The largest accepted ZIP, in bytes. Real ones have about 120,000 bytes.</summary>
    /// <value>Default 10 MiB.</value>
    public long MaxBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>The maximum number of redirects. All must stay on the same host and scheme.</summary>
    /// <value>Default 3.</value>
    public int MaxRedirects { get; set; } = 3;

    /// <summary>The retries of transient failures.</summary>
    /// <value>Default 5 attempts.</value>
    public RetryOptions Retry { get; set; } = new();

    internal DwsOptions Checked(OptionCheck check = default) => this with
    {
        BaseAddress = SafeUri.Check(BaseAddress, AllowLoopbackHttp, check.Name(nameof(BaseAddress))),
        Timeout = check.Within(Timeout, OptionCheck.Millisecond, OptionCheck.Day),
        MaxBytes = check.Within(MaxBytes, 1, Array.MaxLength),
        MaxRedirects = check.Within(MaxRedirects, 0, 100),
        Retry = check.Nested(Retry, (retry, inner) => retry.Checked(inner)),
    };
}
