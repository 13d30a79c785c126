using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;

namespace Rhetenor.Data.Tests;

/// <summary>A new bucket on the environment's S3 server, removed with its objects at the end.</summary>
internal sealed class S3TestBucket : IAsyncDisposable
{
    private static int _last;

    private S3TestBucket(AmazonS3Client client, string name) => (Client, Name) = (client, name);

    public AmazonS3Client Client { get; }

    public string Name { get; }

    public S3ObjectStoreOptions Options => OptionsOf(Name);

    public static async Task<S3TestBucket> CreateAsync()
    {
        var name = $"rhetenor-test-{Environment.ProcessId}-{Interlocked.Increment(ref _last)}-{Environment.TickCount64.ToString(CultureInfo.InvariantCulture)}";
        var config = S3ObjectStoreClient.Configure(OptionsOf(name));
        config.MaxErrorRetry = 3;
        var client = new AmazonS3Client(S3Environment.Credentials(), config);
        await client.PutBucketAsync(new PutBucketRequest { BucketName = name });
        return new(client, name);
    }

    public async ValueTask DisposeAsync()
    {
        while (true)
        {
            var page = await Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Name });
            if (page.S3Objects is not { Count: > 0 } objects)
                break;
            await Task.WhenAll(objects.Chunk(100).Select(async chunk =>
            {
                foreach (var found in chunk)
                    await Client.DeleteObjectAsync(Name, found.Key);
            }));
        }

        await Client.DeleteBucketAsync(Name);
        Client.Dispose();
    }

    private static S3ObjectStoreOptions OptionsOf(string name) => new() { Bucket = name, Endpoint = new Uri(S3Environment.Endpoint!) };
}
