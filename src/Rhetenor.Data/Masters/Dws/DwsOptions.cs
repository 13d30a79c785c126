namespace Rhetenor.Data;

/// <summary>How master files are fetched from DWS.</summary>
public sealed record DwsOptions
{
    /// <summary>The folder the files lie in.</summary>
    /// <value>Default <c>https://new.real.download.dws.co.kr/common/master/</c>. Must be https, without user or password;
    /// plain http only to a loopback address and with <see cref="AllowLoopbackHttp"/>.</value>
    public Uri BaseAddress { get; init; } = new("https://new.real.download.dws.co.kr/common/master/");

    /// <summary>Lets <see cref="BaseAddress"/> be http on a loopback address, for a simulator.</summary>
    /// <value>Default false.</value>
    public bool AllowLoopbackHttp { get; init; }

    /// <summary>The longest one attempt may take, from connecting to the last byte of the body.</summary>
    /// <value>Default 60 s.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The largest ZIP accepted, in bytes. The real ones are about 120,000.</summary>
    /// <value>Default 10 MiB.</value>
    public long MaxBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>Redirects followed, all within the same host and https.</summary>
    /// <value>Default 3.</value>
    public int MaxRedirects { get; init; } = 3;

    /// <summary>How failures that may pass are tried again.</summary>
    /// <value>Default five attempts.</value>
    public RetryOptions Retry { get; init; } = new();
}
