namespace Rhetenor.Data.Tests;

public sealed class S3BodyFaultTests : IDisposable
{
    private readonly S3Wire _wire = new();
    private readonly StoreClock _clock = new();

    public S3BodyFaultTests() => _wire.Objects["k"] = ("0123456789".Bytes(), null);

    public void Dispose() => _wire.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task D10_get_body_cut_is_retried_then_corrupt(bool noticed)
    {
        var store = WireStore.Over(_wire, _clock);
        _wire.Faults.Enqueue(WireFaults.CutBody(3, noticed));
        Assert.Equal("0123456789".Bytes(), await store.GetAsync("k"));
        Assert.Equal(2, _wire.Requests.Count);

        _wire.Always = WireFaults.CutBody(3, noticed);
        await store.GetAsync("k").FailsAsync(ObjectStoreError.Corrupt);
        Assert.Equal(7, _wire.Requests.Count);
    }

    [Fact]
    public async Task D11_the_clients_checksum_mismatch_is_retried_then_corrupt()
    {
        var store = WireStore.Over(_wire, _clock);
        _wire.Faults.Enqueue(WireFaults.FlippedBody());
        Assert.Equal("0123456789".Bytes(), await store.GetAsync("k"));

        _wire.Always = WireFaults.FlippedBody();
        var exception = await store.GetAsync("k").FailsAsync(ObjectStoreError.Corrupt);
        Assert.IsType<Amazon.Runtime.AmazonClientException>(exception.InnerException);
        Assert.Equal(7, _wire.Requests.Count);
    }

    [Fact]
    public async Task D11_D28_content_that_is_not_what_was_written_is_retried_then_corrupt()
    {
        using var wire = new S3Wire { OpaqueTags = true };
        var store = WireStore.Over(wire, _clock);
        await store.PutIfAbsentAsync("own", "written".Bytes());
        wire.Faults.Enqueue(WireFaults.FlippedBody());
        Assert.Equal("written".Bytes(), await store.GetAsync("own"));

        wire.Objects["own"] = ("changed".Bytes(), wire.Objects["own"].Hash);
        await store.GetAsync("own").FailsAsync(ObjectStoreError.Corrupt);
    }

    [Fact]
    public async Task D12_the_deadline_covers_the_body()
    {
        var reached = new SemaphoreSlim(0);
        _wire.Faults.Enqueue(WireFaults.Body(_ => new HangingStream(() => reached.Release())));
        var read = WireStore.Over(_wire, _clock).GetAsync("k");
        await reached.WaitAsync();
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("0123456789".Bytes(), await read);
        Assert.Equal(2, _wire.Requests.Count);
    }

    [Fact]
    public async Task A_larger_object_than_allowed_is_typed_with_and_without_a_length()
    {
        var store = WireStore.Over(_wire, _clock, WireStore.Options with { MaxObjectBytes = 9 });
        await store.GetAsync("k").FailsAsync(ObjectStoreError.TooLarge);
        _wire.Always = WithoutLength;
        await store.GetAsync("k").FailsAsync(ObjectStoreError.TooLarge);
        Assert.Equal(2, _wire.Requests.Count);
        Assert.Equal("0123456789".Bytes(), await WireStore.Over(_wire, _clock).GetAsync("k"));
    }

    private static async Task<HttpResponseMessage> WithoutLength(
        WireRequest request, Func<HttpResponseMessage> serve, CancellationToken cancellationToken)
    {
        var response = serve();
        response.Content = new StreamContent(new UnsizedStream(await response.Content.ReadAsByteArrayAsync(cancellationToken)));
        return response;
    }

    private sealed class UnsizedStream(byte[] body) : MemoryStream(body, writable: false)
    {
        public override bool CanSeek => false;
    }

    private sealed class HangingStream(Action reached) : MemoryStream
    {
        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            reached();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return 0;
        }
    }
}
