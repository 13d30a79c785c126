using System.Security.Cryptography.X509Certificates;

namespace Rhetenor.Data.Testing;

/// <summary>How a <see cref="LoopbackServer"/> listens and what it accepts.</summary>
public sealed record LoopbackServerOptions
{
    /// <summary>Speaks https with this certificate, which must have its private key; null for http.
    /// <see cref="LoopbackCertificate"/> makes one that nobody trusts.</summary>
    /// <value>Default null.</value>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The longest request line and headers together, in bytes; more is answered by 431.</summary>
    /// <value>Default 32 KiB.</value>
    public int MaxHeaderBytes { get; init; } = 32 * 1024;

    /// <summary>The longest request body, in bytes; more is answered by 413.</summary>
    /// <value>Default 4 MiB.</value>
    public int MaxBodyBytes { get; init; } = 4 * 1024 * 1024;
}
