namespace Rhetenor.Data.Tests;

public sealed class S3GetFaultTests : IDisposable
{
    private readonly S3Wire _wire = new();
    private readonly StoreClock _clock = new();

    public S3GetFaultTests() => _wire.Objects["k"] = ("0123456789".Bytes(), null);

    public void Dispose() => _wire.Dispose();

    [Theory]
    [InlineData(500, "InternalError")]
    [InlineData(502, "BadGateway")]
    [InlineData(503, "SlowDown")]
    [InlineData(429, "TooManyRequests")]
    [InlineData(408, "RequestTimeout")]
    [InlineData(400, "RequestTimeout")]
    public async Task D20_a_burst_of_refusals_is_waited_out(int status, string code)
    {
        for (var i = 0; i < 4; i++)
            _wire.Faults.Enqueue(WireFaults.Reply(status, code));
        Assert.Equal("0123456789".Bytes(), await WireStore.Over(_wire, _clock).GetAsync("k"));
        Assert.Equal(5, _wire.Requests.Count);
        Assert.Equal(4, _clock.Waits.Count);
    }

    [Fact]
    public async Task D20_waits_double_have_jitter_and_end_after_the_last_attempt()
    {
        _wire.Always = WireFaults.Reply(503, "SlowDown");
        await WireStore.Over(_wire, _clock).GetAsync("k").FailsAsync(ObjectStoreError.Unavailable);
        Assert.Equal(5, _wire.Requests.Count);
        Assert.Equal(4, _clock.Waits.Count);
        Assert.All(_clock.Waits.Index(), wait => Assert.InRange(wait.Item, TimeSpan.Zero, TimeSpan.FromSeconds(0.5 * (1 << wait.Index))));
        Assert.Equal(4, _clock.Waits.Distinct().Count());
    }

    [Fact]
    public async Task Retry_After_is_honoured_and_capped()
    {
        foreach (var seconds in (string[])["7", "3600"])
        {
            _wire.Faults.Enqueue((_, _, _) =>
            {
                var response = S3Wire.Error(503, "SlowDown");
                response.Headers.TryAddWithoutValidation("Retry-After", seconds);
                return Task.FromResult(response);
            });
        }

        Assert.NotNull(await WireStore.Over(_wire, _clock).GetAsync("k"));
        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(20)], _clock.Waits);
    }

    [Fact]
    public async Task D8_an_object_gone_since_the_listing_is_null()
    {
        var store = WireStore.Over(_wire, _clock);
        Assert.Equal(["k"], await store.KeysAsync(""));
        _wire.Objects.Clear();
        Assert.Null(await store.OpenReadAsync("k"));
        Assert.Equal(2, _wire.Requests.Count);
    }

    [Fact]
    public async Task D9_forbidden_is_not_missing()
    {
        _wire.Always = WireFaults.Reply(403, "AccessDenied");
        await WireStore.Over(_wire, _clock).GetAsync("missing").FailsAsync(ObjectStoreError.AccessDenied);
        Assert.Single(_wire.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>Not found</html>")]
    [InlineData("nothing here")]
    public async Task D9_a_404_that_does_not_name_the_key_is_not_a_missing_object(string body)
    {
        _wire.Always = WireFaults.Page(404, body);
        await WireStore.Over(_wire, _clock).GetAsync("k").FailsAsync(ObjectStoreError.Unavailable, "404 NotFound: not an object store's answer");
    }

    [Fact]
    public async Task D5_a_200_that_is_not_an_object_is_typed()
    {
        _wire.Always = WireFaults.Page(200, "<html>Please sign in</html>");
        await WireStore.Over(_wire, _clock).GetAsync("k").FailsAsync(ObjectStoreError.Unavailable, "the answer has no ETag");
    }

    [Fact]
    public async Task D12_a_hang_meets_the_stores_own_deadline_on_each_attempt()
    {
        var reached = new SemaphoreSlim(0);
        _wire.Always = WireFaults.Hang(() => reached.Release());
        var read = WireStore.Over(_wire, _clock).GetAsync("k");
        for (var attempt = 1; attempt <= 5; attempt++)
        {
            await reached.WaitAsync();
            Assert.False(read.IsCompleted);
            _clock.Advance(TimeSpan.FromSeconds(59));
            Assert.Equal(attempt, _wire.Requests.Count);
            _clock.Advance(TimeSpan.FromSeconds(2));
        }

        await read.FailsAsync(ObjectStoreError.Unavailable, "no complete answer in time");
        Assert.Equal(5, _wire.Requests.Count);
    }

    [Fact]
    public async Task F4_cancellation_during_a_read_is_the_callers()
    {
        using var source = new CancellationTokenSource();
        var reached = new SemaphoreSlim(0);
        _wire.Always = WireFaults.Hang(() => reached.Release());
        var read = WireStore.Over(_wire, _clock).OpenReadAsync("k", source.Token);
        await reached.WaitAsync();
        await source.CancelAsync();
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        Assert.Equal(source.Token, exception.CancellationToken);
        Assert.Single(_wire.Requests);
    }

    [Fact]
    public async Task A_server_that_ignores_the_range_sends_the_whole_object()
    {
        using var wire = new S3Wire { IgnoresRange = true };
        wire.Objects["k"] = ("0123456789".Bytes(), null);
        Assert.Equal("345".Bytes(), (await WireStore.Over(wire, _clock).ReadRangeAsync("k", 3, 3))!.Value.ToArray());
    }

    [Fact]
    public async Task Another_range_than_the_requested_one_is_typed()
    {
        _wire.Always = (_, _, _) =>
        {
            var content = new ByteArrayContent("012".Bytes());
            content.Headers.ContentRange = new(0, 2, 10);
            return Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.PartialContent) { Content = content });
        };
        await WireStore.Over(_wire, _clock).ReadRangeAsync("k", 3, 3).FailsAsync(ObjectStoreError.Corrupt, "'bytes 3-5/…' was expected");
    }

    [Fact]
    public async Task A_page_of_a_proxy_in_answer_to_a_range_is_not_taken_for_the_object()
    {
        _wire.Faults.Enqueue((_, _, _) => Task.FromResult(S3Wire.Text(200, "<html>Please log in</html>")));
        Assert.Equal("345".Bytes(), (await WireStore.Over(_wire, _clock).ReadRangeAsync("k", 3, 3))!.Value.ToArray());
        _wire.Always = (_, _, _) => Task.FromResult(S3Wire.Text(200, "<html>Please log in</html>"));
        await WireStore.Over(_wire, _clock).ReadRangeAsync("k", 3, 3).FailsAsync(ObjectStoreError.Unavailable, "no ETag");
    }
}
