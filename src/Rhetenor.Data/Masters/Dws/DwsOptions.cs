using Rhetenor.Data.Core;
using Rhetenor.Data.Http;

namespace Rhetenor.Data;

/// <summary>How master files are fetched from DWS.</summary>
public sealed record DwsOptions
{
    /// <summary>The folder the files lie in.</summary>
    /// <value>Default <c>https://new.real.download.dws.co.kr/common/master/</c>. Must be https, without user or password;
    /// plain http only to a loopback address and with <see cref="AllowLoopbackHttp"/>.</value>
    public Uri BaseAddress { get; set; } = new("https://new.real.download.dws.co.kr/common/master/");

    /// <summary>Lets <see cref="BaseAddress"/> be http on a loopback address, for a simulator.</summary>
    /// <value>Default false.</value>
    public bool AllowLoopbackHttp { get; set; }

    /// <summary>The longest one attempt may take, from connecting to the last byte of the body.</summary>
    /// <value>Default 60 s.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The largest ZIP accepted, in bytes. The real ones are about 120,000.</summary>
    /// <value>Default 10 MiB.</value>
    public long MaxBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>Redirects followed, all within the same host and https.</summary>
    /// <value>Default 3.</value>
    public int MaxRedirects { get; set; } = 3;

    /// <summary>How failures that may pass are tried again.</summary>
    /// <value>Default five attempts.</value>
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
