namespace Rhetenor.Data.Tests;

public sealed class ObjectCommitTests
{
    private readonly InMemoryObjectStore _inner = new();
    private readonly StoreClock _clock = new();

    [Fact]
    public async Task D13_an_unknown_outcome_is_repeated_with_the_same_key_and_bytes()
    {
        var store = new FaultyStore(_inner);
        for (var i = 0; i < 4; i++)
            store.Puts.Enqueue((Effect: i == 1, PutOutcome.Unknown));
        Assert.Equal(CommitOutcome.Committed, await store.CommitAsync("k", "mine".Bytes(), timeProvider: _clock));
        Assert.Equal(5, store.PutCount);
        Assert.Equal(1, store.ReadCount);
        Assert.Equal(4, _clock.Waits.Count);
        Assert.Equal(["k"], await _inner.KeysAsync(""));
    }

    [Fact]
    public async Task D18_what_stays_unknown_is_typed_after_the_last_attempt()
    {
        var store = new FaultyStore(_inner);
        for (var i = 0; i < 9; i++)
            store.Puts.Enqueue((Effect: false, PutOutcome.Unknown));
        var exception = await store.CommitAsync("k", "mine".Bytes(), new RetryOptions { MaxAttempts = 3 }, _clock)
            .FailsAsync(ObjectStoreError.Unavailable);
        Assert.Equal("k", exception.Key);
        Assert.Equal(3, store.PutCount);
    }

    [Fact]
    public async Task D28_an_object_removed_between_refusal_and_comparison_is_written_again()
    {
        var store = new FaultyStore(_inner);
        store.Puts.Enqueue((Effect: false, PutOutcome.AlreadyExists));
        Assert.Equal(CommitOutcome.Committed, await store.CommitAsync("k", "mine".Bytes(), timeProvider: _clock));
        Assert.Equal(2, store.PutCount);
        Assert.Equal("mine".Bytes(), await _inner.GetAsync("k"));

        for (var i = 0; i < 5; i++)
            store.Puts.Enqueue((Effect: false, PutOutcome.AlreadyExists));
        await store.CommitAsync("gone", "mine".Bytes(), timeProvider: _clock).FailsAsync(ObjectStoreError.Unavailable);
    }

    [Fact]
    public async Task D10_a_comparison_that_fails_is_repeated_and_never_a_conflict()
    {
        await _inner.PutIfAbsentAsync("k", "mine".Bytes());
        var store = new FaultyStore(_inner);
        store.Reads.Enqueue(() => throw new ObjectStoreException(ObjectStoreError.Corrupt, "k", "short"));
        store.Reads.Enqueue(() => new ScriptedStream("mi".Bytes(), new IOException("reset")));
        store.Reads.Enqueue(() => new ScriptedStream("mi".Bytes(), new OperationCanceledException()));
        Assert.Equal(CommitOutcome.Committed, await store.CommitAsync("k", "mine".Bytes(), timeProvider: _clock));
        Assert.Equal(4, store.ReadCount);
    }

    [Theory]
    [InlineData(ObjectStoreError.AccessDenied)]
    [InlineData(ObjectStoreError.TooLarge)]
    [InlineData(ObjectStoreError.NoSuchBucket)]
    public async Task D9_a_refused_comparison_is_not_repeated(ObjectStoreError error)
    {
        await _inner.PutIfAbsentAsync("k", "mine".Bytes());
        var store = new FaultyStore(_inner);
        store.Reads.Enqueue(() => throw new ObjectStoreException(error, "k", "no"));
        await store.CommitAsync("k", "mine".Bytes(), timeProvider: _clock).FailsAsync(error);
        Assert.Equal(1, store.PutCount);
    }

    [Fact]
    public async Task F4_cancellation_while_waiting_is_the_callers()
    {
        using var source = new CancellationTokenSource();
        var store = new FaultyStore(_inner) { AfterPut = source.CancelAsync };
        store.Puts.Enqueue((Effect: true, PutOutcome.Unknown));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => store.CommitAsync("k", "mine".Bytes(), timeProvider: _clock, cancellationToken: source.Token));
        Assert.Equal(1, store.PutCount);
    }

    [Fact]
    public async Task Streams_of_any_kind_are_read_whole()
    {
        var store = new FaultyStore(_inner);
        store.Reads.Enqueue(() => new ScriptedStream("body".Bytes(), null));
        store.Reads.Enqueue(() => new MemoryStream("body".Bytes()));
        store.Reads.Enqueue(() => new MemoryStream("a body!".Bytes(), 2, 4, writable: false, publiclyVisible: true));
        store.Reads.Enqueue(() => new MemoryStream("a body".Bytes(), 0, 6, writable: false, publiclyVisible: true) { Position = 2 });
        store.Reads.Enqueue(() => null);
        for (var i = 0; i < 4; i++)
            Assert.Equal("body".Bytes(), (await store.ReadAllAsync("k", 4))!.Value.ToArray());
        Assert.Null(await store.ReadAllAsync("k", 4));
    }

    [Fact]
    public async Task Reading_takes_the_stores_buffer_without_copying()
    {
        var body = "body".Bytes();
        var store = new FaultyStore(_inner);
        store.Reads.Enqueue(() => MemoryBody.Open(body));
        var read = await store.ReadAllAsync("k", 4);
        Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(read!.Value, out var segment));
        Assert.Same(body, segment.Array);
    }

    [Fact]
    public async Task Streams_that_fail_lie_or_never_end_are_typed()
    {
        var store = new FaultyStore(_inner);
        store.Reads.Enqueue(() => new ScriptedStream("bo".Bytes(), new IOException("reset")));
        await store.ReadAllAsync("k", 9).FailsAsync(ObjectStoreError.Unavailable);
        store.Reads.Enqueue(() => new ScriptedStream("bo".Bytes(), new InvalidOperationException("odd")));
        await store.ReadAllAsync("k", 9).FailsAsync(ObjectStoreError.Unavailable);
        store.Reads.Enqueue(() => new ScriptedStream("bo".Bytes(), new TaskCanceledException()));
        await store.ReadAllAsync("k", 9).FailsAsync(ObjectStoreError.Unavailable, "the store gave up on the body");
        store.Reads.Enqueue(() => new ScriptedStream("bo".Bytes(), null, announced: 4));
        await store.ReadAllAsync("k", 9).FailsAsync(ObjectStoreError.Corrupt);
        store.Reads.Enqueue(() => new ScriptedStream(new byte[1 << 20], null));
        await store.ReadAllAsync("k", 9).FailsAsync(ObjectStoreError.TooLarge);
        store.Reads.Enqueue(() => new ScriptedStream([], null, announced: long.MaxValue));
        await store.ReadAllAsync("k", 9).FailsAsync(ObjectStoreError.TooLarge);
    }

    private sealed class ScriptedStream(byte[] body, Exception? end, long? announced = null) : MemoryStream(body, writable: false)
    {
        public override bool CanSeek => announced is not null;

        public override long Length => announced ?? throw new NotSupportedException();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await base.ReadAsync(buffer[..Math.Min(buffer.Length, 1000)], cancellationToken);
            return count == 0 && end is not null ? throw end : count;
        }
    }
}
