namespace Rhetenor.Data.Tests;

public sealed class S3RemoveFaultTests : IDisposable
{
    private readonly S3Wire _wire = new();
    private readonly StoreClock _clock = new();

    public S3RemoveFaultTests() => _wire.Objects["k"] = ("x".Bytes(), null);

    public void Dispose() => _wire.Dispose();

    [Theory]
    [InlineData(500, "InternalError")]
    [InlineData(503, "SlowDown")]
    public async Task D17_D20_an_error_is_retried(int status, string code)
    {
        _wire.Faults.Enqueue(WireFaults.Reply(status, code));
        await WireStore.Over(_wire, _clock).RemoveAsync("k");
        Assert.Empty(_wire.Objects);
        Assert.Equal(2, _wire.Count(HttpMethod.Delete));
    }

    [Fact]
    public async Task D18_removed_and_the_answer_lost_is_removed()
    {
        _wire.Faults.Enqueue(WireFaults.ServedThenLost());
        await WireStore.Over(_wire, _clock).RemoveAsync("k");
        Assert.Empty(_wire.Objects);
    }

    [Fact]
    public async Task D6_without_the_right_to_delete_it_is_typed_and_not_repeated()
    {
        _wire.Always = WireFaults.Reply(403, "AccessDenied");
        await WireStore.Over(_wire, _clock).RemoveAsync("k").FailsAsync(ObjectStoreError.AccessDenied);
        Assert.Equal(1, _wire.Count(HttpMethod.Delete));
        Assert.Single(_wire.Objects);
    }

    [Fact]
    public async Task D5_a_page_of_something_else_is_no_removal()
    {
        _wire.Always = WireFaults.Page(200, "<html>Please sign in</html>");
        await WireStore.Over(_wire, _clock).RemoveAsync("k").FailsAsync(ObjectStoreError.Unavailable, "200 is not a valid answer to a delete");
        Assert.Single(_wire.Objects);
    }
}
