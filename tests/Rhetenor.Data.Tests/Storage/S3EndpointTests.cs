using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Moq;

namespace Rhetenor.Data.Tests;

/// <summary>M34 and M39: servers that are not Amazon's.</summary>
public sealed class S3EndpointTests : IDisposable
{
    private readonly S3Wire _wire = new() { HasTags = false };
    private readonly StoreClock _clock = new();

    public void Dispose() => _wire.Dispose();

    [Theory]
    [InlineData("http://s3.example:9000/")]
    [InlineData("http://10.0.0.7/")]
    [InlineData("http://localhost.example/")]
    public void M34_http_to_another_host_is_refused_unless_an_option_allows_it(string endpoint)
    {
        var options = new S3ObjectStoreOptions { Bucket = "b", Endpoint = new Uri(endpoint) };
        var refusal = Assert.Throws<ArgumentException>(() => S3ObjectStore.Create(options, new AnonymousAWSCredentials()));
        Assert.Equal(nameof(S3ObjectStoreOptions.Endpoint), refusal.ParamName);
        Assert.StartsWith(
            $"Endpoint is '{endpoint.TrimEnd('/')}'. It must be https, or http on a loopback address. AllowUnencryptedHttp allows http elsewhere.", refusal.Message, StringComparison.Ordinal);
        S3ObjectStore.Create(options with { AllowUnencryptedHttp = true }, new AnonymousAWSCredentials()).Dispose();
    }

    [Theory]
    [InlineData("http://127.0.0.1:9000/")]
    [InlineData("http://localhost:9000/")]
    [InlineData("http://[::1]:9000/")]
    [InlineData("https://s3.example/")]
    public void M34_loopback_and_https_are_free(string endpoint) =>
        S3ObjectStore.Create(new S3ObjectStoreOptions { Bucket = "b", Endpoint = new Uri(endpoint) }, new AnonymousAWSCredentials()).Dispose();

    [Fact]
    public async Task M39_without_ETags_a_write_is_resolved_by_content()
    {
        var store = WireStore.Over(_wire, _clock);
        Assert.Equal(CommitOutcome.Committed, await store.CommitAsync("k", "x".Bytes(), timeProvider: _clock));
        Assert.Equal([HttpMethod.Put, HttpMethod.Get], _wire.Requests.Select(request => request.Method));
        Assert.Equal(CommitOutcome.Committed, await store.CommitAsync("k", "x".Bytes(), timeProvider: _clock));
        Assert.Equal(CommitOutcome.Conflict, await store.CommitAsync("k", "y".Bytes(), timeProvider: _clock));
        Assert.Equal("x".Bytes(), await store.GetAsync("k"));
    }

    [Fact]
    public async Task M39_a_mocked_client_without_ETags_is_resolved_by_content()
    {
        var stored = Array.Empty<byte>();
        var client = new Mock<IAmazonS3>();
        client.Setup(s3 => s3.PutObjectAsync(It.IsAny<PutObjectRequest>(), It.IsAny<CancellationToken>())).ReturnsAsync((PutObjectRequest request, CancellationToken _) =>
        {
            using var body = new MemoryStream();
            request.InputStream.CopyTo(body);
            stored = body.ToArray();
            return new PutObjectResponse { HttpStatusCode = HttpStatusCode.OK };
        });
        client.Setup(s3 => s3.GetObjectAsync(It.IsAny<GetObjectRequest>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(() => new GetObjectResponse { ResponseStream = new MemoryStream(stored), ContentLength = stored.Length });
        using var store = new S3ObjectStore(client.Object, WireStore.Options, _clock);
        Assert.Equal(CommitOutcome.Committed, await store.CommitAsync("k", "x".Bytes(), timeProvider: _clock));
        client.Verify(s3 => s3.PutObjectAsync(It.IsAny<PutObjectRequest>(), It.IsAny<CancellationToken>()), Times.Once);
    }

    [Fact]
    public async Task M39_what_cannot_be_resolved_says_what_is_missing()
    {
        // An object of another program on such a server, and a page that answers everything.
        _wire.Objects["foreign"] = ("x".Bytes(), null);
        var store = WireStore.Over(_wire, _clock);
        await store.GetAsync("foreign").FailsAsync(ObjectStoreError.Unavailable, "the answer has no ETag, and no sha256 in its metadata, so it is not known to be an object.");
        await store.CommitAsync("foreign", "x".Bytes(), timeProvider: _clock).FailsAsync(ObjectStoreError.Unavailable, "the answer has no ETag, and no sha256 in its metadata");
        _wire.Always = WireFaults.Page(200, "<html>Please sign in</html>");
        await store.CommitAsync("k", "x".Bytes(), timeProvider: _clock).FailsAsync(ObjectStoreError.Unavailable, "the answer has no ETag, and no sha256 in its metadata");
    }
}
