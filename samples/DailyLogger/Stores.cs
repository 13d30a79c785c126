using Amazon.Runtime;
using Rhetenor.Data;

namespace DailyLogger;

/// <summary>Opens the store that is asked for.</summary>
internal static class Stores
{
    private const string S3 = "s3://";

    public static IObjectStore Open(Arguments arguments)
    {
        if (!arguments.Store.StartsWith(S3, StringComparison.OrdinalIgnoreCase))
            return new DirectoryObjectStore(arguments.Store);
        var bucket = arguments.Store[S3.Length..].TrimEnd('/');
        if (bucket.Length == 0 || bucket.Contains('/'))
            throw new ArgumentException($"--store: '{arguments.Store}' is no bucket; s3://bucket is expected.");
        try
        {
            return S3ObjectStore.Create(new S3ObjectStoreOptions { Bucket = bucket, Endpoint = arguments.S3Endpoint }, logger: new Warnings<S3ObjectStore>());
        }
        catch (AmazonClientException exception)
        {
            throw new ArgumentException($"--store: {exception.Message}", exception);
        }
    }
}
