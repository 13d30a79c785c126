namespace Rhetenor.Data.Tests;

/// <summary>What every store promises. Each concrete class runs all of it over one store.</summary>
public abstract partial class ObjectStoreContractTests : IAsyncLifetime
{
    private IObjectStore? _store;

    protected IObjectStore Store => _store ?? throw new InvalidOperationException("Not initialized.");

    public async Task InitializeAsync() => _store = await CreateAsync();

    public abstract Task DisposeAsync();

    protected abstract Task<IObjectStore> CreateAsync();

    [StoreFact]
    public async Task An_absent_object_is_null()
    {
        Assert.Null(await Store.OpenReadAsync("a/b"));
        await Store.PutIfAbsentAsync("a/b", "x".Bytes());
        Assert.Null(await Store.OpenReadAsync("a/c"));
        Assert.Null(await Store.OpenReadAsync("a"));
        Assert.Null(await Store.OpenReadAsync("a/b/c"));
    }

    [StoreFact]
    public async Task What_is_put_is_read()
    {
        Assert.Equal(PutOutcome.Created, await Store.PutIfAbsentAsync("p/a.json", "{}".Bytes()));
        Assert.Equal("{}".Bytes(), await Store.GetAsync("p/a.json"));
    }

    [StoreFact]
    public async Task A_taken_key_keeps_its_first_bytes()
    {
        await Store.PutIfAbsentAsync("k", "first".Bytes());
        Assert.Equal(PutOutcome.AlreadyExists, await Store.PutIfAbsentAsync("k", "second".Bytes()));
        Assert.Equal("first".Bytes(), await Store.GetAsync("k"));
    }

    [StoreFact]
    public async Task Of_16_racing_writers_exactly_one_wins_and_its_bytes_are_stored()
    {
        for (var round = 0; round < 5; round++)
        {
            var key = $"race/{round}";
            var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var writers = Enumerable.Range(0, 16).Select(async number =>
            {
                await gate.Task;
                return await Store.PutIfAbsentAsync(key, $"writer {number}".Bytes());
            }).ToList();
            gate.SetResult();
            var outcomes = await Task.WhenAll(writers);

            var winner = Assert.Single(Enumerable.Range(0, 16), number => outcomes[number] == PutOutcome.Created);
            Assert.Equal(15, outcomes.Count(outcome => outcome == PutOutcome.AlreadyExists));
            Assert.Equal($"writer {winner}".Bytes(), await Store.GetAsync(key));
        }
    }

    [StoreFact]
    public async Task An_empty_body_is_an_object()
    {
        Assert.Equal(PutOutcome.Created, await Store.PutIfAbsentAsync("empty", default));
        Assert.Empty((await Store.GetAsync("empty"))!);
        Assert.Equal(PutOutcome.AlreadyExists, await Store.PutIfAbsentAsync("empty", "x".Bytes()));
    }

    [StoreFact]
    public async Task A_body_of_5_MB_returns_byte_for_byte()
    {
        var body = new byte[5_000_001];
        new Random(7).NextBytes(body);
        await Store.PutIfAbsentAsync("large", body);
        var copied = await Store.GetAsync("large");
        Assert.True(body.AsSpan().SequenceEqual(copied));
        var read = await Store.ReadAllAsync("large", body.Length);
        Assert.True(read!.Value.Span.SequenceEqual(body));
    }

    [StoreFact]
    public async Task The_callers_buffer_may_change_afterwards()
    {
        var buffer = "  kept  ".Bytes();
        await Store.PutIfAbsentAsync("kept", buffer.AsMemory(2, 4));
        buffer.AsSpan().Clear();
        Assert.Equal("kept".Bytes(), await Store.GetAsync("kept"));
    }

    [StoreFact]
    public async Task The_stream_is_read_only_over_bytes_that_can_be_taken_without_copying()
    {
        await Store.PutIfAbsentAsync("k", "body".Bytes());
        await using var stream = await Store.OpenReadAsync("k");
        var memory = Assert.IsType<MemoryStream>(stream);
        Assert.False(memory.CanWrite);
        Assert.True(memory.TryGetBuffer(out var buffer));
        Assert.Equal("body".Bytes(), buffer.ToArray());
    }

    [StoreFact]
    public async Task An_unknown_outcome_is_resolved_by_a_commit()
    {
        var faulty = new FaultyStore(Store);
        faulty.Puts.Enqueue((Effect: false, PutOutcome.Unknown));
        faulty.Puts.Enqueue((Effect: true, PutOutcome.Unknown));
        Assert.Equal(CommitOutcome.Committed, await faulty.CommitAsync("k", "mine".Bytes(), timeProvider: new StoreClock()));
        Assert.Equal(3, faulty.PutCount);
        Assert.Equal("mine".Bytes(), await Store.GetAsync("k"));
        Assert.Equal(CommitOutcome.Conflict, await Store.CommitAsync("k", "other".Bytes(), timeProvider: new StoreClock()));
        Assert.Equal(["k"], await Store.KeysAsync(""));
    }

    [StoreFact]
    public async Task Conditional_writes_are_honoured()
    {
        await Store.EnsureConditionalWritesAsync("p/probe");
        await Store.EnsureConditionalWritesAsync("p/probe");
        Assert.Equal(["p/probe"], await Store.KeysAsync(""));
    }
}
