namespace Rhetenor.Data.Tests;

public sealed class VirtualClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 5, 20, 8, 0, 0, KoreaTime.Offset);
    private readonly VirtualClock _clock = new(Start);

    [Fact]
    public void Stands_still_until_it_is_moved()
    {
        Assert.Equal(Start, _clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, _clock.GetUtcNow().Offset);
        var began = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromMinutes(90));
        Assert.Equal(Start.AddMinutes(90), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromMinutes(90), _clock.GetElapsedTime(began));
    }

    [Fact]
    public void Starts_at_a_korean_date_and_time() =>
        Assert.Equal(Start, VirtualClock.AtKorea(new DateOnly(2026, 5, 20), new TimeOnly(8, 0)).GetUtcNow());

    [Fact]
    public void Never_goes_back()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.AdvanceTo(Start.AddTicks(-1)));
    }

    [Fact]
    public void Plays_any_host_zone()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("Testland", TimeSpan.FromHours(-5), "Testland", "Testland");
        var clock = new VirtualClock(Start, new VirtualClockOptions { LocalTimeZone = zone });
        Assert.Equal(TimeSpan.FromHours(-5), clock.GetLocalNow().Offset);
        Assert.Equal(TimeZoneInfo.Utc, _clock.LocalTimeZone);
    }

    [Fact]
    public void Fires_timers_in_due_order_and_at_their_instants()
    {
        var fired = new List<(string Name, DateTimeOffset At)>();
        using var late = Timer("late", 30);
        using var early = Timer("early", 10);
        using var tied = Timer("tied with late", 30);
        Assert.Equal(Start.AddSeconds(10), _clock.NextTimerDue);
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal([("early", Start.AddSeconds(10))], fired);
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(["early", "late", "tied with late"], fired.Select(entry => entry.Name));
        Assert.All(fired[1..], entry => Assert.Equal(Start.AddSeconds(30), entry.At));
        Assert.Null(_clock.NextTimerDue);

        ITimer Timer(string name, int seconds) =>
            _clock.CreateTimer(_ => fired.Add((name, _clock.GetUtcNow())), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void A_timer_set_by_a_timer_fires_in_the_same_advance()
    {
        var at = default(DateTimeOffset);
        ITimer? second = null;
        using var first = _clock.CreateTimer(
            _ => second = _clock.CreateTimer(_ => at = _clock.GetUtcNow(), null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan),
            null, TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan);
        _clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(Start.AddSeconds(10), at);
        second!.Dispose();
    }

    [Fact]
    public void Periodic_timers_repeat_until_disposed_or_changed()
    {
        var count = 0;
        var timer = _clock.CreateTimer(_ => count++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(3, count);
        Assert.True(timer.Change(TimeSpan.FromSeconds(1), TimeSpan.Zero));
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(4, count);
        timer.Dispose();
        Assert.False(timer.Change(TimeSpan.Zero, TimeSpan.Zero));
        Assert.Null(_clock.NextTimerDue);
    }

    [Fact]
    public void A_timer_due_at_once_fires_when_the_clock_is_moved_by_nothing()
    {
        var fired = false;
        using var timer = _clock.CreateTimer(_ => fired = true, null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        Assert.False(fired);
        _clock.Advance(TimeSpan.Zero);
        Assert.True(fired);
    }

    [Fact]
    public async Task Serves_delays_deadlines_and_periodic_timers()
    {
        var delay = Task.Delay(TimeSpan.FromSeconds(3), _clock);
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(4), _clock);
        using var ticks = new PeriodicTimer(TimeSpan.FromSeconds(2), _clock);
        var tick = ticks.WaitForNextTickAsync();
        Assert.False(tick.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.True(delay.IsCompletedSuccessfully);
        Assert.True(await tick);
        Assert.False(deadline.IsCancellationRequested);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(deadline.IsCancellationRequested);
    }
}
