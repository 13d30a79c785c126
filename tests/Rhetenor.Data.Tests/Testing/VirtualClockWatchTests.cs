using Rhetenor.Data.Tests.Feeds;

namespace Rhetenor.Data.Tests;

/// <summary>A clock that nobody moves says so. The watch takes real time, here a millisecond.</summary>
[Collection(nameof(QuietConsole))]
public sealed class VirtualClockWatchTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 5, 20, 8, 0, 0, KoreaTime.Offset);
    private readonly VirtualClock _clock = new(Start, new VirtualClockOptions { StallTimeout = TimeSpan.FromMilliseconds(1) });
    private readonly TextWriter _error = Console.Error;
    private readonly StringWriter _said = new();

    public VirtualClockWatchTests() => Console.SetError(_said);

    public void Dispose() => Console.SetError(_error);

    [Fact]
    public async Task Work_that_waits_while_nobody_moves_the_clock_is_reported()
    {
        var work = Task.Delay(TimeSpan.FromMinutes(1), _clock);
        await _clock.Watch;
        Assert.Equal("A VirtualClock stands still at 2026-05-19 23:00:00Z, and work waits on it until 2026-05-19 23:01:00Z. Await the work inside RunAsync, or move the clock with Advance." + Environment.NewLine, _said.ToString());
        _clock.Advance(TimeSpan.FromMinutes(1));
        await work;
    }

    [Fact]
    public async Task A_clock_that_was_moved_meanwhile_is_not()
    {
        var work = Task.Delay(TimeSpan.FromMinutes(1), _clock);
        _clock.Advance(TimeSpan.Zero);
        await _clock.Watch;
        Assert.Equal("", _said.ToString());
        _clock.Advance(TimeSpan.FromMinutes(1));
        await work;
    }

    [Fact]
    public async Task Nor_is_a_timer_that_ended()
    {
        using (new CancellationTokenSource(TimeSpan.FromMinutes(1), _clock))
        {
        }

        await _clock.Watch;
        Assert.Equal("", _said.ToString());
    }

    [Fact]
    public async Task Work_inside_a_run_is_not_watched()
    {
        await _clock.RunAsync(() => Task.Delay(TimeSpan.FromMinutes(1), _clock));
        Assert.Same(Task.CompletedTask, _clock.Watch);
    }
}
