namespace Rhetenor.Data.Simulation;

/// <summary>A timer on the virtual clock. One of a dead process never fires.</summary>
internal sealed class SimulatedTimer(Scheduler scheduler, SimulatedProcess process, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan _period = Timeout.InfiniteTimeSpan;

    public SimulatedProcess Process => process;

    /// <summary>Counts settings: an entry of an earlier one is void.</summary>
    public long Version { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Version++;
        _period = period;
        if (dueTime >= TimeSpan.Zero)
            scheduler.Schedule(this, dueTime.Ticks);
        return true;
    }

    public void Fire()
    {
        Version++;
        if (_period > TimeSpan.Zero)
            scheduler.Schedule(this, _period.Ticks);
        callback(state);
    }

    public void Dispose() => Version++;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }
}
