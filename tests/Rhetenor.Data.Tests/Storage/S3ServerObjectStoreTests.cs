using Amazon.S3.Model;

namespace Rhetenor.Data.Tests;

/// <summary>The contract over a real S3 server, in a bucket of its own for each test.</summary>
[RequiresS3Server]
public sealed class S3ServerObjectStoreTests : ObjectStoreContractTests
{
    private S3TestBucket? _bucket;
    private S3ObjectStore? _store;

    protected override int Writers => 16;

    public override async Task DisposeAsync()
    {
        _store?.Dispose();
        if (_bucket is not null)
            await _bucket.DisposeAsync();
    }

    [StoreFact]
    public async Task D7_a_missing_bucket_is_typed()
    {
        using var elsewhere = S3ObjectStore.Create(_bucket!.Options with { Bucket = _bucket.Name + "-none" }, S3Environment.Credentials());
        await elsewhere.OpenReadAsync("k").FailsAsync(ObjectStoreError.NoSuchBucket);
        await elsewhere.PutIfAbsentAsync("k", default).FailsAsync(ObjectStoreError.NoSuchBucket);
        await elsewhere.KeysAsync("").FailsAsync(ObjectStoreError.NoSuchBucket);
    }

    [StoreFact]
    public async Task Wrong_credentials_are_typed()
    {
        using var stranger = S3ObjectStore.Create(_bucket!.Options, new Amazon.Runtime.BasicAWSCredentials("nobody", "wrong"));
        await stranger.OpenReadAsync("k").FailsAsync(ObjectStoreError.AccessDenied);
        await stranger.PutIfAbsentAsync("k", default).FailsAsync(ObjectStoreError.AccessDenied);
    }

    [StoreFact]
    public async Task J11_foreign_keys_are_listed_as_they_are()
    {
        string[] foreign = ["folder/", "a//b", "./x", "tab\there", "back\\slash", "folder/.."];
        foreach (var key in foreign)
            await _bucket!.Client.PutObjectAsync(new PutObjectRequest { BucketName = _bucket.Name, Key = key, ContentBody = "x", UseChunkEncoding = false });
        await Store.PutIfAbsentAsync("folder/own", default);
        var keys = await Store.KeysAsync("");
        Assert.Equal(foreign.Append("folder/own").Order(KeyOrder.Instance), keys);
    }

    [StoreFact]
    public async Task A_callers_client_with_its_own_retries_works_too()
    {
        using var store = new S3ObjectStore(_bucket!.Client, _bucket.Options);
        Assert.Equal(PutOutcome.Created, await store.PutIfAbsentAsync("k", "x".Bytes()));
        Assert.Equal("x".Bytes(), await store.GetAsync("k"));
    }

    protected override async Task<IObjectStore> CreateAsync()
    {
        _bucket = await S3TestBucket.CreateAsync();
        return _store = S3ObjectStore.Create(_bucket.Options, S3Environment.Credentials());
    }
}
