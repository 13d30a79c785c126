using System.Security.Cryptography.X509Certificates;

namespace Rhetenor.Data.Testing;

/// <summary>Options for a <see cref="LoopbackServer"/>.</summary>
public sealed record LoopbackServerOptions
{
    /// <summary>The certificate for https, which must have its private key; null for http. <see cref="LoopbackCertificate"/>
    /// creates an untrusted one.</summary>
    /// <value>Default null.</value>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The maximum size of request line and headers together, in bytes. A larger request is answered with 431.</summary>
    /// <value>Default 32 KiB.</value>
    public int MaxHeaderBytes { get; init; } = 32 * 1024;

    /// <summary>The maximum size of a request body, in bytes. A larger one is answered with 413.</summary>
    /// <value>Default 4 MiB.</value>
    public int MaxBodyBytes { get; init; } = 4 * 1024 * 1024;
}
