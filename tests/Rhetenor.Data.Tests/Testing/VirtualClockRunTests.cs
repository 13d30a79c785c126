using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace Rhetenor.Data.Tests;

[CollectionDefinition(nameof(QuietPool), DisableParallelization = true)]
public sealed class QuietPool;

[Collection(nameof(QuietPool))]
public sealed class VirtualClockRunTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 20, 8, 0, 0, KoreaTime.Offset);
    private readonly VirtualClock _clock = new(Start);

    [Fact]
    public async Task Passes_long_waits_at_once()
    {
        var result = await _clock.RunAsync(async () =>
        {
            await Task.Delay(TimeSpan.FromHours(5), _clock);
            await Task.Delay(TimeSpan.FromHours(3), _clock);
            return _clock.GetUtcNow();
        });
        Assert.Equal(Start.AddHours(8), result);
    }

    [Fact]
    public async Task Leaves_later_timers_alone_once_the_work_is_complete()
    {
        using var later = _clock.CreateTimer(_ => Assert.Fail("fired"), null, TimeSpan.FromDays(1), Timeout.InfiniteTimeSpan);
        await _clock.RunAsync(() => Task.Delay(TimeSpan.FromMinutes(1), _clock));
        Assert.Equal(Start.AddMinutes(1), _clock.GetUtcNow());
        Assert.Equal(Start.AddDays(1), _clock.NextTimerDue);
    }

    [Fact]
    public async Task A_deadline_ends_a_wait_that_would_never_end()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(100), _clock);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => _clock.RunAsync(Task.Delay(Timeout.InfiniteTimeSpan, _clock, deadline.Token)));
        Assert.Equal(Start.AddSeconds(100), _clock.GetUtcNow());
    }

    [Fact]
    public async Task Polly_retries_and_timeouts_run_on_it()
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = _clock };
        var pipeline = builder
            .AddRetry(new RetryStrategyOptions { MaxRetryAttempts = 3, Delay = TimeSpan.FromSeconds(10), BackoffType = DelayBackoffType.Exponential })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = TimeSpan.FromSeconds(30) })
            .Build();
        var attempts = new List<TimeSpan>();
        await Assert.ThrowsAsync<TimeoutRejectedException>(() => _clock.RunAsync(() => pipeline.ExecuteAsync(async token =>
        {
            attempts.Add(_clock.GetUtcNow() - Start);
            await Task.Delay(Timeout.InfiniteTimeSpan, _clock, token);
        }).AsTask()));
        Assert.Equal([0, 40, 90, 160], attempts.Select(at => (int)at.TotalSeconds));
    }

    [Fact]
    public async Task Many_workers_wait_in_order()
    {
        var order = new List<int>();
        await _clock.RunAsync(() => Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            await Task.Delay(TimeSpan.FromSeconds(50 - i), _clock);
            lock (order)
                order.Add(i);
        })));
        Assert.Equal(Enumerable.Range(0, 50).Reverse(), order);
    }

    [Fact]
    public async Task Work_that_leaves_for_another_thread_keeps_its_deadline()
    {
        for (var round = 0; round < 50; round++)
        {
            var busy = await _clock.RunAsync(async () =>
            {
                using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(1), _clock);
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
                return deadline.IsCancellationRequested;
            });
            Assert.False(busy);
        }
    }

    // One of two blocked threads ends, and the work is on another one: as many threads are busy as were blocked.
    [Fact]
    public async Task Work_on_a_thread_is_told_apart_from_blocked_threads()
    {
        using var first = new ManualResetEventSlim();
        using var second = new ManualResetEventSlim();
        var blocked = new[] { Task.Run(first.Wait), Task.Run(second.Wait) };
        var quick = new VirtualClock(Start, new VirtualClockOptions { SettleTime = TimeSpan.FromMilliseconds(50) });
        await quick.RunAsync(() => Task.Delay(TimeSpan.FromHours(1), quick));
        first.Set();
        await blocked[0];

        var clock = new VirtualClock(Start, new VirtualClockOptions { SettleTime = TimeSpan.FromSeconds(10) });
        var passed = await clock.RunAsync(async () =>
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(1), clock);
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            for (var began = Environment.TickCount64; Environment.TickCount64 - began < 100;)
                Thread.SpinWait(100);
            return deadline.IsCancellationRequested;
        });
        second.Set();
        await blocked[1];
        Assert.False(passed);
    }

    // A thread that took the work from the queue is of no run before it enters it, and it may be suspended there.
    [Fact]
    public async Task Work_between_the_queue_and_its_context_keeps_its_deadline()
    {
        // The clock needs a thread of its own beside the busy one.
        ThreadPool.GetMinThreads(out var workers, out var completions);
        Assert.True(ThreadPool.SetMinThreads(Math.Max(workers, 8), completions));
        await _clock.RunAsync(() => Task.Delay(TimeSpan.FromHours(1), _clock));
        var clock = new VirtualClock(Start, new VirtualClockOptions { SettleTime = TimeSpan.FromSeconds(10) });
        Assert.False(await clock.RunAsync(async () =>
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(1), clock);
            var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _ = ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    for (var began = Environment.TickCount64; Environment.TickCount64 - began < 100;)
                        Thread.SpinWait(100);
                    entered.SetResult();
                },
                null);
            await entered.Task;
            return deadline.IsCancellationRequested;
        }));
    }

    [Fact]
    public async Task Work_that_waits_for_nothing_is_reported()
    {
        var clock = new VirtualClock(Start, new VirtualClockOptions { StallTimeout = TimeSpan.FromMilliseconds(50) });
        var never = new TaskCompletionSource();
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => clock.RunAsync(never.Task));
        Assert.Contains("waits for nothing on this clock", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Work_that_polls_for_ever_is_reported()
    {
        var clock = new VirtualClock(Start, new VirtualClockOptions { Horizon = TimeSpan.FromHours(1) });
        using var ticks = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        await Assert.ThrowsAsync<TimeoutException>(() => clock.RunAsync(async () =>
        {
            while (await ticks.WaitForNextTickAsync())
            {
            }
        }));
        Assert.Equal(Start.AddHours(1), clock.GetUtcNow());
    }

    [Fact]
    public async Task Failures_of_the_work_come_through() =>
        await Assert.ThrowsAsync<FormatException>(() => _clock.RunAsync(async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), _clock);
            throw new FormatException();
        }));
}
