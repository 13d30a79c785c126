using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;

namespace Rhetenor.Data.Tests;

/// <summary>The contract over a real S3 server, in a bucket of its own for each test.</summary>
[RequiresS3Server]
public sealed class S3ServerObjectStoreTests : ObjectStoreContractTests
{
    private static int _lastBucket;

    private readonly string _bucket =
        $"rhetenor-test-{Environment.ProcessId}-{Interlocked.Increment(ref _lastBucket)}-{Environment.TickCount64.ToString(CultureInfo.InvariantCulture)}";

    private AmazonS3Client? _client;
    private S3ObjectStore? _store;

    protected override int Writers => 16;

    public override async Task DisposeAsync()
    {
        if (_client is null)
            return;
        await DeleteAsync(_client);
        _store?.Dispose();
        _client.Dispose();
    }

    [StoreFact]
    public async Task D7_a_missing_bucket_is_typed()
    {
        using var elsewhere = S3ObjectStore.Create(Options() with { Bucket = _bucket + "-none" }, S3Environment.Credentials());
        await elsewhere.OpenReadAsync("k").FailsAsync(ObjectStoreError.NoSuchBucket);
        await elsewhere.PutIfAbsentAsync("k", default).FailsAsync(ObjectStoreError.NoSuchBucket);
        await elsewhere.KeysAsync("").FailsAsync(ObjectStoreError.NoSuchBucket);
    }

    [StoreFact]
    public async Task Wrong_credentials_are_typed()
    {
        using var stranger = S3ObjectStore.Create(Options(), new Amazon.Runtime.BasicAWSCredentials("nobody", "wrong"));
        await stranger.OpenReadAsync("k").FailsAsync(ObjectStoreError.AccessDenied);
        await stranger.PutIfAbsentAsync("k", default).FailsAsync(ObjectStoreError.AccessDenied);
    }

    [StoreFact]
    public async Task J11_foreign_keys_are_listed_as_they_are()
    {
        string[] foreign = ["folder/", "a//b", "./x", "tab\there", "back\\slash", "folder/.."];
        foreach (var key in foreign)
            await _client!.PutObjectAsync(new PutObjectRequest { BucketName = _bucket, Key = key, ContentBody = "x", UseChunkEncoding = false });
        await Store.PutIfAbsentAsync("folder/own", default);
        var keys = await Store.KeysAsync("");
        Assert.Equal(foreign.Append("folder/own").Order(KeyOrder.Instance), keys);
    }

    [StoreFact]
    public async Task A_callers_client_with_its_own_retries_works_too()
    {
        using var store = new S3ObjectStore(_client!, Options());
        Assert.Equal(PutOutcome.Created, await store.PutIfAbsentAsync("k", "x".Bytes()));
        Assert.Equal("x".Bytes(), await store.GetAsync("k"));
    }

    protected override async Task<IObjectStore> CreateAsync()
    {
        var config = S3ObjectStoreClient.Configure(Options());
        config.MaxErrorRetry = 3;
        _client = new AmazonS3Client(S3Environment.Credentials(), config);
        await _client.PutBucketAsync(new PutBucketRequest { BucketName = _bucket });
        return _store = S3ObjectStore.Create(Options(), S3Environment.Credentials());
    }

    private async Task DeleteAsync(AmazonS3Client client)
    {
        while (true)
        {
            var page = await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = _bucket });
            if (page.S3Objects is not { Count: > 0 } objects)
                break;
            await Task.WhenAll(objects.Chunk(100).Select(async chunk =>
            {
                foreach (var found in chunk)
                    await client.DeleteObjectAsync(_bucket, found.Key);
            }));
        }

        await client.DeleteBucketAsync(_bucket);
    }

    private S3ObjectStoreOptions Options() => new() { Bucket = _bucket, Endpoint = new Uri(S3Environment.Endpoint!) };
}
