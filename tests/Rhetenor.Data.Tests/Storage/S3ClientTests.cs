using Amazon.Runtime;
using Amazon.S3;
using Moq;

namespace Rhetenor.Data.Tests;

public sealed class S3ClientTests
{
    [Fact]
    public void The_client_made_here_leaves_retries_to_the_store_and_follows_no_redirect()
    {
        var config = S3ObjectStoreClient.Configure(new S3ObjectStoreOptions { Region = "ap-northeast-2" });
        Assert.Equal(0, config.MaxErrorRetry);
        Assert.Equal(0, config.MaxStaleConnectionRetries);
        Assert.False(config.AllowAutoRedirect);
        Assert.False(config.ForcePathStyle);
        Assert.Equal("ap-northeast-2", config.RegionEndpoint.SystemName);
        Assert.Equal(RequestChecksumCalculation.WHEN_SUPPORTED, config.RequestChecksumCalculation);
    }

    [Fact]
    public void An_endpoint_means_path_style_and_compatible_framing_unless_said_otherwise()
    {
        var options = new S3ObjectStoreOptions { Endpoint = new Uri("http://localhost:9000") };
        var config = S3ObjectStoreClient.Configure(options);
        Assert.True(config.ForcePathStyle);
        Assert.Equal("us-east-1", config.AuthenticationRegion);
        Assert.Equal(RequestChecksumCalculation.WHEN_REQUIRED, config.RequestChecksumCalculation);
        Assert.Equal(ResponseChecksumValidation.WHEN_REQUIRED, config.ResponseChecksumValidation);

        config = S3ObjectStoreClient.Configure(options with { ForcePathStyle = false, CompatibleFraming = false, Region = "seoul" });
        Assert.False(config.ForcePathStyle);
        Assert.Equal("seoul", config.AuthenticationRegion);
        Assert.Equal(RequestChecksumCalculation.WHEN_SUPPORTED, config.RequestChecksumCalculation);
    }

    [Theory]
    [InlineData("ftp://host")]
    [InlineData("file:///etc")]
    [InlineData("https://key:secret@host")]
    public void An_endpoint_of_another_scheme_or_with_credentials_is_refused_without_repeating_it(string endpoint)
    {
        var exception = Assert.Throws<ArgumentException>(
            () => S3ObjectStore.Create(new S3ObjectStoreOptions { Bucket = "b", Endpoint = new Uri(endpoint) }, new AnonymousAWSCredentials()));
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void F5_a_callers_client_is_not_disposed_and_ones_own_may_be_twice()
    {
        var client = new Mock<IAmazonS3>(MockBehavior.Strict);
        var store = new S3ObjectStore(client.Object, WireStore.Options);
        store.Dispose();
        client.VerifyNoOtherCalls();

        var own = S3ObjectStore.Create(
            new S3ObjectStoreOptions { Bucket = "b", Endpoint = new Uri("http://localhost:9") }, new AnonymousAWSCredentials());
        own.Dispose();
        own.Dispose();
    }

    [Fact]
    public async Task A_callers_client_that_fails_in_its_own_way_is_typed()
    {
        var client = new Mock<IAmazonS3>();
        client.SetupSequence(s3 => s3.GetObjectAsync(It.IsAny<Amazon.S3.Model.GetObjectRequest>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new InvalidOperationException("odd"))
            .ThrowsAsync(new TaskCanceledException("its own timeout"))
            .ThrowsAsync(new AmazonClientException("Failed to resolve AWS credentials."));
        using var store = new S3ObjectStore(client.Object, WireStore.Options, new StoreClock());
        await store.OpenReadAsync("k").FailsAsync(ObjectStoreError.AccessDenied);
        client.Verify(s3 => s3.GetObjectAsync(It.IsAny<Amazon.S3.Model.GetObjectRequest>(), It.IsAny<CancellationToken>()), Times.Exactly(3));
    }
}
