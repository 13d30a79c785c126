namespace Rhetenor.Data.Tests;

public sealed class S3ConditionTests : IDisposable
{
    private readonly S3Wire _wire = new();
    private readonly StoreClock _clock = new();

    public void Dispose() => _wire.Dispose();

    [Fact]
    public async Task D13_a_412_for_ones_own_bytes_is_success()
    {
        _wire.Faults.Enqueue(WireFaults.ServedThenLost());
        var store = WireStore.Over(_wire, _clock);
        Assert.Equal(CommitOutcome.Committed, await store.CommitAsync("k", "mine".Bytes(), timeProvider: _clock));
        Assert.Equal(2, _wire.Count(HttpMethod.Put));
        Assert.Equal(1, _wire.Count(HttpMethod.Get));
    }

    [Fact]
    public async Task D14_a_412_for_anothers_identical_bytes_is_success()
    {
        _wire.Objects["k"] = ("same".Bytes(), null);
        Assert.Equal(CommitOutcome.Committed, await WireStore.Over(_wire, _clock).CommitAsync("k", "same".Bytes(), timeProvider: _clock));
        Assert.Equal(1, _wire.Count(HttpMethod.Put));
    }

    [Theory]
    [InlineData("theirs")]
    [InlineData("min")]
    [InlineData("mine and more")]
    [InlineData("")]
    public async Task D15_a_412_for_other_bytes_is_a_conflict_and_changes_nothing(string theirs)
    {
        _wire.Objects["k"] = (theirs.Bytes(), null);
        Assert.Equal(CommitOutcome.Conflict, await WireStore.Over(_wire, _clock).CommitAsync("k", "mine".Bytes(), timeProvider: _clock));
        Assert.Equal(theirs.Bytes(), _wire.Objects["k"].Body);
    }

    [Fact]
    public async Task D16_a_409_is_the_same_key_again_after_a_wait()
    {
        _wire.Faults.Enqueue(WireFaults.Reply(409, "ConditionalRequestConflict"));
        _wire.Faults.Enqueue(WireFaults.Reply(409, "OperationAborted"));
        Assert.Equal(PutOutcome.Created, await WireStore.Over(_wire, _clock).PutIfAbsentAsync("k", "x".Bytes()));
        Assert.Equal(["k", "k", "k"], _wire.Requests.Select(request => request.Key));
        Assert.Equal(2, _clock.Waits.Count);
    }

    [Fact]
    public async Task D16_endless_409s_are_typed_because_nothing_was_written()
    {
        _wire.Always = WireFaults.Reply(409, "ConditionalRequestConflict");
        await WireStore.Over(_wire, _clock).PutIfAbsentAsync("k", "x".Bytes()).FailsAsync(ObjectStoreError.Unavailable);
        Assert.Empty(_wire.Objects);
    }

    [Theory]
    [InlineData(501, "NotImplemented", "A header you provided implies functionality that is not implemented")]
    [InlineData(400, "InvalidArgument", "If-None-Match is not supported")]
    [InlineData(400, "InvalidRequest", "Conditional writes are not enabled")]
    public async Task D21_a_store_without_the_condition_is_typed(int status, string code, string message)
    {
        _wire.Always = WireFaults.Reply(status, code, message);
        await WireStore.Over(_wire, _clock).PutIfAbsentAsync("k", "x".Bytes()).FailsAsync(ObjectStoreError.Unsupported);
        Assert.Single(_wire.Requests);
    }

    [Fact]
    public async Task D22_a_store_that_ignores_the_condition_is_found_out()
    {
        using var ignoring = new S3Wire { IgnoresCondition = true };
        var refused = await WireStore.Over(ignoring, _clock).EnsureConditionalWritesAsync("p/.probe").FailsAsync(ObjectStoreError.Unsupported);
        Assert.Equal("p/.probe", refused.Key);

        var store = WireStore.Over(_wire, _clock);
        await store.EnsureConditionalWritesAsync("p/.probe");
        Assert.Equal(2, _wire.Requests.Count);
        await store.EnsureConditionalWritesAsync("p/.probe");
        Assert.Equal(3, _wire.Requests.Count);
    }

    [Fact]
    public async Task D22_lost_answers_do_not_deceive_the_probe()
    {
        var faulty = new FaultyStore(new InMemoryObjectStore());
        faulty.Puts.Enqueue((Effect: false, PutOutcome.Unknown));
        faulty.Puts.Enqueue((Effect: true, null));
        faulty.Puts.Enqueue((Effect: false, PutOutcome.Unknown));
        await faulty.EnsureConditionalWritesAsync("p/.probe", timeProvider: _clock);
        Assert.Equal(4, faulty.PutCount);

        var silent = new FaultyStore(new InMemoryObjectStore());
        for (var i = 0; i < 5; i++)
            silent.Puts.Enqueue((Effect: false, PutOutcome.Unknown));
        await silent.EnsureConditionalWritesAsync("p/.probe", timeProvider: _clock).FailsAsync(ObjectStoreError.Unavailable);
    }

    [Fact]
    public async Task D27_a_lagging_listing_cannot_lead_to_an_overwrite()
    {
        var store = WireStore.Over(_wire, _clock);
        await store.PutIfAbsentAsync("k", "theirs".Bytes());
        _wire.Faults.Enqueue((_, _, _) => Task.FromResult(S3Wire.Text(
            200, "<ListBucketResult><Name>rhetenor</Name><IsTruncated>false</IsTruncated></ListBucketResult>", "application/xml")));
        Assert.Empty(await store.KeysAsync(""));
        Assert.Equal(CommitOutcome.Conflict, await store.CommitAsync("k", "mine".Bytes(), timeProvider: _clock));
        Assert.Equal("theirs".Bytes(), _wire.Objects["k"].Body);
    }
}
