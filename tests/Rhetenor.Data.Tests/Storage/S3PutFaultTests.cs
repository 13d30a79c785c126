namespace Rhetenor.Data.Tests;

public sealed class S3PutFaultTests : IDisposable
{
    private readonly S3Wire _wire = new();
    private readonly StoreClock _clock = new();

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task A_put_is_conditional_plain_signed_and_carries_its_hash()
    {
        await WireStore.Over(_wire, _clock).PutIfAbsentAsync("k", "body".Bytes());
        var request = Assert.Single(_wire.Requests);
        Assert.Equal("*", request.Headers["If-None-Match"]);
        Assert.Equal("body".Bytes(), request.Body);
        const string Hash = "230d8358dc8e8890b4c58deeb62912ee2f20357ae92a5cc861b98e68fe31acb5";
        Assert.Equal(Hash, request.Headers["x-amz-meta-sha256"]);
        Assert.Equal(Hash, request.Headers["X-Amz-Content-SHA256"]);
        Assert.DoesNotContain("x-amz-trailer", request.Headers.Keys);
        Assert.DoesNotContain(request.Headers.Keys, name => name.StartsWith("x-amz-checksum", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("aws-chunked", request.Headers.Values);
    }

    [Theory]
    [InlineData(500, "InternalError")]
    [InlineData(503, "SlowDown")]
    public async Task D17_D20_an_error_without_effect_is_retried_into_one_object(int status, string code)
    {
        _wire.Faults.Enqueue(WireFaults.Reply(status, code));
        _wire.Faults.Enqueue(WireFaults.Reply(status, code));
        Assert.Equal(PutOutcome.Created, await WireStore.Over(_wire, _clock).PutIfAbsentAsync("k", "x".Bytes()));
        Assert.Equal("x".Bytes(), Assert.Single(_wire.Objects).Value.Body);
        Assert.Equal(3, _wire.Requests.Count);
    }

    [Fact]
    public async Task D18_stored_and_the_answer_lost_is_one_object()
    {
        foreach (var fault in (WireFault[])[WireFaults.ServedThenLost(), WireFaults.ServedThen(500, "InternalError"), WireFaults.ServedThen(503, "SlowDown")])
        {
            _wire.Objects.Clear();
            _wire.Faults.Enqueue(fault);
            Assert.Equal(CommitOutcome.Committed, await WireStore.Over(_wire, _clock).CommitAsync("k", "x".Bytes(), timeProvider: _clock));
            Assert.Equal("x".Bytes(), Assert.Single(_wire.Objects).Value.Body);
        }
    }

    [Fact]
    public async Task D18_stored_and_the_answer_never_coming_is_one_object()
    {
        var reached = new SemaphoreSlim(0);
        _wire.Faults.Enqueue(WireFaults.Hang(() => reached.Release(), served: true));
        var commit = WireStore.Over(_wire, _clock).CommitAsync("k", "x".Bytes(), timeProvider: _clock);
        await reached.WaitAsync();
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(CommitOutcome.Committed, await commit);
        Assert.Single(_wire.Objects);
    }

    [Fact]
    public async Task D18_an_outcome_that_stays_unclear_is_unknown_to_the_store_and_typed_by_the_commit()
    {
        _wire.Always = WireFaults.ServedThenLost();
        var store = WireStore.Over(_wire, _clock);
        Assert.Equal(PutOutcome.Unknown, await store.PutIfAbsentAsync("k", "x".Bytes()));
        Assert.Equal(5, _wire.Requests.Count);
        await store.CommitAsync("k", "x".Bytes(), timeProvider: _clock).FailsAsync(ObjectStoreError.Unavailable);

        // Five writes of five attempts each, and a last look at the key.
        Assert.Equal(5 + 25 + 5, _wire.Requests.Count);
    }

    [Fact]
    public async Task D18_D24_a_refusal_after_an_unclear_attempt_does_not_claim_that_nothing_was_written()
    {
        _wire.Faults.Enqueue(WireFaults.ServedThenLost());
        _wire.Faults.Enqueue(WireFaults.Reply(403, "ExpiredToken"));
        var store = WireStore.Over(_wire, _clock);
        Assert.Equal(PutOutcome.Unknown, await store.PutIfAbsentAsync("k", "x".Bytes()));
        Assert.Equal(2, _wire.Requests.Count);
        Assert.Equal(PutOutcome.AlreadyExists, await store.PutIfAbsentAsync("k", "x".Bytes()));
    }

    [Fact]
    public async Task A_server_that_was_never_reached_wrote_nothing()
    {
        _wire.Always = WireFaults.Refused();
        await WireStore.Over(_wire, _clock).PutIfAbsentAsync("k", "x".Bytes()).FailsAsync(ObjectStoreError.Unavailable);
        Assert.Equal(5, _wire.Requests.Count);
    }

    [Fact]
    public async Task A_resending_client_that_ends_unreached_may_have_written_before()
    {
        _wire.Always = WireFaults.Refused();
        using var client = WireStore.Client(_wire, change: config => config.MaxStaleConnectionRetries = 10);
        using var store = new S3ObjectStore(client, WireStore.Options, _clock);
        Assert.Equal(PutOutcome.Unknown, await store.PutIfAbsentAsync("k", "x".Bytes()));
    }

    [Fact]
    public async Task D5_a_200_from_something_else_is_never_created()
    {
        _wire.Always = WireFaults.Page(200, "<html>Please sign in</html>");
        Assert.Equal(PutOutcome.Unknown, await WireStore.Over(_wire, _clock).PutIfAbsentAsync("k", "x".Bytes()));
    }

    [Theory]
    [InlineData("BadDigest")]
    [InlineData("XAmzContentSHA256Mismatch")]
    [InlineData("IncompleteBody")]
    public async Task D26_a_body_corrupted_in_flight_is_sent_again(string code)
    {
        _wire.Faults.Enqueue(WireFaults.Reply(400, code));
        var store = WireStore.Over(_wire, _clock);
        Assert.Equal(PutOutcome.Created, await store.PutIfAbsentAsync("k", "x".Bytes()));
        Assert.Equal(["x", "x"], _wire.Requests.Select(request => System.Text.Encoding.UTF8.GetString(request.Body)));

        _wire.Always = WireFaults.Reply(400, code);
        await store.PutIfAbsentAsync("other", "x".Bytes()).FailsAsync(ObjectStoreError.Corrupt);
        Assert.False(_wire.Objects.ContainsKey("other"));
    }

    [Fact]
    public async Task F4_cancellation_during_a_write_is_the_callers_whatever_became_of_it()
    {
        using var source = new CancellationTokenSource();
        var reached = new SemaphoreSlim(0);
        _wire.Always = WireFaults.Hang(() => reached.Release(), served: true);
        var write = WireStore.Over(_wire, _clock).PutIfAbsentAsync("k", "x".Bytes(), source.Token);
        await reached.WaitAsync();
        await source.CancelAsync();
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        Assert.Equal(source.Token, exception.CancellationToken);
        Assert.Single(_wire.Requests);
    }

    [Fact]
    public async Task A_body_that_could_not_be_read_back_is_not_sent()
    {
        var store = WireStore.Over(_wire, _clock, WireStore.Options with { MaxObjectBytes = 3 });
        await store.PutIfAbsentAsync("k", new byte[4]).FailsAsync(ObjectStoreError.TooLarge);
        Assert.Empty(_wire.Requests);
    }
}
