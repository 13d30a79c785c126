namespace Rhetenor.Data.Tests.Core;

public sealed class ResilienceTests
{
    private readonly StoreClock _clock = new();

    [Fact]
    public async Task Calls_of_one_component_wait_differently_and_a_seed_gives_the_same_series()
    {
        var first = await WaitsAsync(seed: 7, calls: 3);
        Assert.Equal(3, first.Select(call => call[0]).Distinct().Count());
        Assert.Equal(first, await WaitsAsync(seed: 7, calls: 3));
        Assert.NotEqual(first, await WaitsAsync(seed: 8, calls: 3));
    }

    [Fact]
    public async Task A_retry_is_told_with_the_call_it_belongs_to()
    {
        var told = new List<(string Call, int Attempt)>();
        var retries = new Resilience<string>(new() { MaxAttempts = 3 }, _clock, _ => true, onRetry: (call, _, attempt, _) => told.Add((call, attempt)));
        await Assert.ThrowsAsync<TimeoutException>(() => retries.RunAsync("a", FailAsync, default));
        await Assert.ThrowsAsync<TimeoutException>(() => retries.RunAsync("b", FailAsync, default));
        Assert.Equal([("a", 1), ("a", 2), ("b", 1), ("b", 2)], told);
    }

    [Fact]
    public void No_attempt_at_all_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Resilience<string>(new() { MaxAttempts = 0 }, _clock, _ => true));

    // The waits of each call, all of whose attempts fail.
    private async Task<List<List<TimeSpan>>> WaitsAsync(int seed, int calls)
    {
        var waits = new List<List<TimeSpan>>();
        var retries = new Resilience<int>(
            new() { MaxAttempts = 4, JitterSeed = seed }, _clock, _ => true, onRetry: (call, _, _, wait) => waits[call].Add(wait));
        for (var call = 0; call < calls; call++)
        {
            waits.Add([]);
            await Assert.ThrowsAsync<TimeoutException>(() => retries.RunAsync(call, FailAsync, default));
        }

        return waits;
    }

    private static Task<int> FailAsync(CancellationToken cancellationToken) => Task.FromException<int>(new TimeoutException());
}
