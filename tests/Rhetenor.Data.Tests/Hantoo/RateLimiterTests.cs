namespace Rhetenor.Data.Tests.Hantoo;

public sealed class RateLimiterTests : KisTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(18)]
    public async Task C27_P13_whatever_the_arrivals_no_sliding_second_has_more_than_the_limit(int limit)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var clock = new VirtualClock(Clock.GetUtcNow(), new VirtualClockOptions { SettleTime = TimeSpan.Zero });
            var random = new Random(seed);
            var lateness = new HantooOptions().Lateness;
            var limiter = new HantooRateLimiter(limit * 0.95, new LateClock(clock, () => random.Next(4) * 2), lateness);
            var spread = random.Next(1, 4_000);
            var grants = new List<DateTimeOffset>();
            var cancelled = 0;
            var arrivals = Enumerable.Range(0, 80).Select(_ => (At: random.Next(spread), GiveUp: random.Next(4) == 0 ? random.Next(1_000) : (int?)null)).ToList();
            await clock.RunAsync(() => Task.WhenAll(arrivals.Select(async arrival =>
            {
                using var patience = arrival.GiveUp is { } wait ? new CancellationTokenSource(TimeSpan.FromMilliseconds(arrival.At + wait), clock) : new();
                try
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(arrival.At), clock, patience.Token);
                    await limiter.WaitAsync(patience.Token);
                    grants.Add(clock.GetUtcNow());
                    if (random.Next(10) == 0)
                        limiter.Refused();
                    else
                        limiter.Answered();
                }
                catch (OperationCanceledException)
                {
                    cancelled++;
                }
            })));
            Assert.Equal(80, grants.Count + cancelled);
            for (var i = limit; i < grants.Count; i++)
                Assert.True(grants[i] - grants[i - limit] > TimeSpan.FromSeconds(1), $"seed {seed}: {limit + 1} permits from {grants[i - limit]:O} to {grants[i]:O}");
        }
    }

    [Fact]
    public async Task Permits_are_even_and_in_the_order_of_asking_and_the_pace_is_used_in_full()
    {
        var limiter = new HantooRateLimiter(10, Clock);
        var began = Clock.GetUtcNow();
        var order = new List<(int, double)>();
        await Clock.RunAsync(() => Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            await limiter.WaitAsync(default);
            order.Add((number, (Clock.GetUtcNow() - began).TotalMilliseconds));
        })));
        Assert.Equal(Enumerable.Range(0, 20).Select(number => (number, number * 100.0)), order);
    }

    [Theory]
    [InlineData(0.95, 2)]
    [InlineData(1.0, 0)]
    public async Task Timers_that_fire_late_do_not_slow_the_pace(double pace, int late)
    {
        var options = new HantooOptions { Pace = pace };
        var limiter = new HantooRateLimiter(options.PermitsPerSecond, new LateClock(Clock, () => late), options.Lateness);
        var began = Clock.GetUtcNow();
        await Clock.RunAsync(() => Task.WhenAll(Enumerable.Range(0, 172).Select(_ => limiter.WaitAsync(default))));
        Assert.InRange((Clock.GetUtcNow() - began).TotalSeconds, 171 / options.PermitsPerSecond, (171 / options.PermitsPerSecond) + 0.01);
    }

    [Fact]
    public async Task F4_a_cancelled_wait_takes_no_permit_from_those_behind()
    {
        var limiter = new HantooRateLimiter(10, Clock);
        using var cancellation = new CancellationTokenSource();
        await limiter.WaitAsync(default);
        var given = limiter.WaitAsync(cancellation.Token);
        var behind = limiter.WaitAsync(default);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Clock.Advance(TimeSpan.FromMilliseconds(100));

        // Granted on the virtual clock; the continuation may be on another thread. The bound only ends a broken run.
        await behind.WaitAsync(TimeSpan.FromSeconds(30));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => limiter.WaitAsync(cancellation.Token));
    }

    [Fact]
    public void C1_refusals_slow_down_step_by_step_to_a_floor_and_the_pace_comes_back_slowly()
    {
        var limiter = new HantooRateLimiter(10, Clock);
        Assert.True(limiter.Refused());
        Assert.False(limiter.Refused());
        Assert.Equal(8, limiter.PermitsPerSecond, 3);
        Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(9, limiter.PermitsPerSecond, 3);
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(10, limiter.PermitsPerSecond, 3);
        for (var i = 0; i < 100; i++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            limiter.Refused();
        }

        Assert.Equal(2.5, limiter.PermitsPerSecond, 3);
    }

    [Fact]
    public async Task C27_P13_tokens_retries_and_two_clients_of_one_key_together_keep_the_limit()
    {
        var random = new Random(3);
        Kis.Faults.Randomly(0.1, 1, HttpFault.Status(503)).Randomly(0.1, 2, HttpFault.ResetMidBody(10))
            .Randomly(0.3, 3, HttpFault.Delay(TimeSpan.FromMilliseconds(340)))
            .Randomly(0.1, 4, HttpFault.Status(500, body: """{"rt_cd":"1","msg_cd":"EGW00201","msg1":"초당 거래건수를 초과하였습니다."}"""), request => request.Method == HttpMethod.Get);
        var options = new HantooOptions { RequestsPerSecond = 5, Retry = new RetryOptions { MaxAttempts = 20, JitterSeed = 4 } };
        HantooClient[] clients = [Client(options), Client(options)];
        await Clock.RunAsync(() => Task.WhenAll(Enumerable.Range(0, 60).Select(async number =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(3_000)), Clock);
            await AskAsync(clients[number % 2]);
        })));
        var instants = Kis.Requests.Select(request => request.Instant).ToList();
        Assert.True(instants.Count > 70);
        for (var i = 5; i < instants.Count; i++)
            Assert.True(instants[i] - instants[i - 5] > TimeSpan.FromSeconds(1));
    }
}
