using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using Moq;

namespace Rhetenor.Data.Tests;

public sealed class S3ListFaultTests : IDisposable
{
    private readonly S3Wire _wire = new() { PageSize = 10 };
    private readonly StoreClock _clock = new();

    public S3ListFaultTests()
    {
        for (var i = 0; i < 35; i++)
            _wire.Objects[$"k{i.ToString("00", CultureInfo.InvariantCulture)}"] = ([], null);
    }

    public void Dispose() => _wire.Dispose();

    [Theory]
    [InlineData(500, "InternalError")]
    [InlineData(503, "SlowDown")]
    public async Task D1_a_failing_page_is_asked_again_and_nothing_is_missing_or_twice(int status, string code)
    {
        _wire.Faults.Enqueue(WireFaults.Reply(status, code));
        _wire.Faults.Enqueue((_, serve, _) => Task.FromResult(serve()));
        _wire.Faults.Enqueue(WireFaults.Reply(status, code));
        _wire.Faults.Enqueue(WireFaults.Lost());
        Assert.Equal(_wire.Objects.Keys.Order(StringComparer.Ordinal), await WireStore.Over(_wire, _clock).KeysAsync(""));
        Assert.Equal(4 + 3, _wire.Requests.Count);
    }

    [Fact]
    public async Task D1_a_page_that_keeps_failing_is_typed()
    {
        _wire.Faults.Enqueue((_, serve, _) => Task.FromResult(serve()));
        _wire.Always = WireFaults.Reply(500, "InternalError");
        await WireStore.Over(_wire, _clock).KeysAsync("").FailsAsync(ObjectStoreError.Unavailable);
        Assert.Equal(1 + 5, _wire.Requests.Count);
    }

    [Fact]
    public async Task D2_all_pages_are_read()
    {
        Assert.Equal(35, (await WireStore.Over(_wire, _clock).KeysAsync("k")).Count);
        Assert.Equal(4, _wire.Requests.Count);
    }

    [Fact]
    public async Task D3_a_repeating_continuation_token_is_bounded_and_typed()
    {
        var replies = 0;
        _wire.Always = (_, _, _) => Task.FromResult(S3Wire.Text(
            200, $"<ListBucketResult><Name>b</Name><IsTruncated>true</IsTruncated><NextContinuationToken>{"AB"[replies++ % 2]}</NextContinuationToken></ListBucketResult>", "application/xml"));
        await WireStore.Over(_wire, _clock).KeysAsync("").FailsAsync(ObjectStoreError.Unavailable, "a continuation token came twice");
        Assert.Equal(3, _wire.Requests.Count);
    }

    [Fact]
    public async Task D3_a_cut_listing_without_a_token_is_typed()
    {
        _wire.Always = (_, _, _) => Task.FromResult(S3Wire.Text(
            200, "<ListBucketResult><Name>b</Name><IsTruncated>true</IsTruncated></ListBucketResult>", "application/xml"));
        await WireStore.Over(_wire, _clock).KeysAsync("").FailsAsync(ObjectStoreError.Unavailable, "cut without a continuation token");
    }

    [Fact]
    public async Task D4_null_collections_are_empty()
    {
        var client = new Mock<IAmazonS3>();
        client.Setup(s3 => s3.ListObjectsV2Async(It.IsAny<ListObjectsV2Request>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new ListObjectsV2Response { Name = "rhetenor", IsTruncated = false, S3Objects = null });
        using var store = new S3ObjectStore(client.Object, WireStore.Options, _clock);
        Assert.Empty(await store.KeysAsync("p/"));
        client.Verify(s3 => s3.ListObjectsV2Async(It.Is<ListObjectsV2Request>(request => request.BucketName == "rhetenor" && request.Prefix == "p/"), It.IsAny<CancellationToken>()), Times.Once);
        client.Verify(s3 => s3.Dispose(), Times.Never);
    }

    [Theory]
    [InlineData("<html><body>Please sign in</body></html>")]
    [InlineData("sign in")]
    [InlineData("")]
    [InlineData("<ListBucketResult><Name>b</Name>")]
    [InlineData("<ListBucketResult><Name>b</Name><Contents><Key>a</Key>")]
    public async Task D5_a_200_that_is_not_a_listing_is_typed_not_empty(string body)
    {
        _wire.Always = WireFaults.Page(200, body);
        await WireStore.Over(_wire, _clock).KeysAsync("").FailsAsync(ObjectStoreError.Unavailable, "the answer is not ");
        _wire.Always = null;
        _wire.Faults.Enqueue(WireFaults.Page(200, body));
        Assert.Equal(35, (await WireStore.Over(_wire, _clock).KeysAsync("")).Count);
    }

    [Fact]
    public async Task D6_a_forbidden_listing_is_typed_at_once()
    {
        _wire.Always = WireFaults.Reply(403, "AccessDenied");
        await WireStore.Over(_wire, _clock).KeysAsync("").FailsAsync(ObjectStoreError.AccessDenied);
        Assert.Single(_wire.Requests);
    }

    [Fact]
    public async Task A_listing_out_of_order_is_typed_and_a_repeated_key_passed_over()
    {
        _wire.Faults.Enqueue(Page("a", "b", "b", "c"));
        Assert.Equal(["a", "b", "c"], await WireStore.Over(_wire, _clock).KeysAsync(""));
        _wire.Faults.Enqueue(Page("b", "a"));
        await WireStore.Over(_wire, _clock).KeysAsync("").FailsAsync(ObjectStoreError.Unavailable, "not in the order of the keys");
    }

    [Fact]
    public async Task J11_foreign_keys_are_listed_as_they_are()
    {
        _wire.Faults.Enqueue(Page("a\tb", "a/", "a//b", "a\\b"));
        Assert.Equal(["a\tb", "a/", "a//b", "a\\b"], await WireStore.Over(_wire, _clock).KeysAsync(""));
    }

    [Fact]
    public async Task F4_cancellation_between_pages_stops_the_listing()
    {
        using var source = new CancellationTokenSource();
        var listed = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in WireStore.Over(_wire, _clock).ListAsync("", source.Token))
            {
                listed++;
                await source.CancelAsync();
            }
        });
        Assert.Equal(10, listed);
        Assert.Single(_wire.Requests);
    }

    private static WireFault Page(params string[] keys) => (_, _, _) => Task.FromResult(S3Wire.Text(
        200,
        $"<ListBucketResult><Name>b</Name><IsTruncated>false</IsTruncated>{string.Concat(keys.Select(key => $"<Contents><Key>{key}</Key><Size>1</Size></Contents>"))}</ListBucketResult>",
        "application/xml"));
}
