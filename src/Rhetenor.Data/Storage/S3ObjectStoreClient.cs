using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Rhetenor.Data.Storage;

/// <summary>Configures the client of <see cref="S3ObjectStore.Create"/>.</summary>
internal static class S3ObjectStoreClient
{
    /// <summary>Creates the settings of a client that sends each request once. The store handles retries and deadlines.</summary>
    public static AmazonS3Config Configure(S3ObjectStoreOptions options)
    {
        var config = new AmazonS3Config
        {
            AllowAutoRedirect = false, // A redirect would carry the session token to another host.
            ForcePathStyle = options.ForcePathStyle ?? options.Endpoint is not null,
            MaxErrorRetry = 0,
            MaxStaleConnectionRetries = 0,
        };
        if (options.Endpoint is not null)
        {
            config.ServiceURL = options.Endpoint.AbsoluteUri;
            config.AuthenticationRegion = options.Region ?? "us-east-1";
        }
        else if (options.Region is not null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        }

        if (UsesCompatibleFraming(options))
        {
            config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
            config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        }

        return config;
    }

    /// <summary>Determines whether bodies are sent as one plain part.</summary>
    public static bool UsesCompatibleFraming(S3ObjectStoreOptions options) =>
        options.CompatibleFraming ?? options.Endpoint is not null;

    /// <summary>Accepts absolute addresses without credentials: https, http on a loopback address, and http elsewhere if allowed.</summary>
    /// <exception cref="ArgumentException">The address is not allowed; the message says which addresses are.</exception>
    public static Uri Check(Uri endpoint, bool allowUnencryptedHttp, string parameterName)
    {
        // The message does not quote the address because it may contain a secret.
        if (endpoint is not { IsAbsoluteUri: true, Scheme: "https" or "http", UserInfo: "" })
            throw new ArgumentException($"{parameterName} must be an absolute https or http address without user and password.", parameterName);
        return endpoint.Scheme == Uri.UriSchemeHttps || endpoint.IsLoopback || allowUnencryptedHttp
            ? endpoint
            : throw new ArgumentException(
                $"{parameterName} is '{endpoint.GetLeftPart(UriPartial.Authority)}'. It must be https, or http on a loopback address. {nameof(S3ObjectStoreOptions.AllowUnencryptedHttp)} allows http elsewhere.",
                parameterName);
    }
}
