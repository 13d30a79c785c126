using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Rhetenor.Data.Testing;

/// <summary>Creates certificates for a <see cref="LoopbackServer"/>, to test clients with untrusted certificates.</summary>
public static class LoopbackCertificate
{
    /// <summary>Creates a self-signed certificate for localhost and 127.0.0.1, with its private key. The caller disposes of
    /// it.</summary>
    /// <param name="notBefore">The first instant at which it is valid.</param>
    /// <param name="notAfter">The last instant at which it is valid; an instant in the past creates an expired certificate.</param>
    public static X509Certificate2 CreateSelfSigned(DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        using var made = request.CreateSelfSigned(notBefore, notAfter);
        // Windows serves TLS only with a key that was loaded from a file.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
