using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Logging;

namespace Rhetenor.Data.Tests;

/// <summary>Stores over a wire, with the client that <see cref="S3ObjectStore.Create"/> would make.</summary>
internal static class WireStore
{
    public const string AccessKey = "AKIDCANARYACCESS";
    public const string SecretKey = "canary-secret-key";

    public static S3ObjectStoreOptions Options { get; } = new() { Endpoint = new Uri("http://s3.test"), AllowUnencryptedHttp = true, Bucket = S3Wire.Bucket };

    public static S3ObjectStore Over(
        S3Wire wire, StoreClock? clock = null, S3ObjectStoreOptions? options = null, ILogger<S3ObjectStore>? logger = null) =>
        new(Client(wire, options), options ?? Options, clock ?? new StoreClock(), logger);

    public static AmazonS3Client Client(S3Wire wire, S3ObjectStoreOptions? options = null, Action<AmazonS3Config>? change = null)
    {
        var config = S3ObjectStoreClient.Configure(options ?? Options);
        config.HttpClientFactory = new Factory(wire);
        change?.Invoke(config);
        return new AmazonS3Client(new BasicAWSCredentials(AccessKey, SecretKey), config);
    }

    private sealed class Factory(S3Wire wire) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) =>
            new(wire, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;
    }
}
