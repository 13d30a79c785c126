namespace Rhetenor.Data.Simulation;

/// <summary>One thread, a virtual clock, and a list of what could go on: the seed picks what does. A killed process is one
/// whose continuations are dropped.</summary>
internal sealed class Scheduler(SimulationRandom random, Trace trace, DateTimeOffset start)
{
    private readonly List<(SimulatedProcess Process, TaskCompletionSource Wake, string Operation)> _ready = [];
    private readonly PriorityQueue<(SimulatedTimer Timer, long Version), (long Due, long Sequence)> _timers = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _sequence;

    public SimulationRandom Random => random;

    public Trace Trace => trace;

    /// <summary>The true time, which is the server's: UTC ticks.</summary>
    public long Now { get; private set; } = start.UtcTicks;

    public DateTimeOffset Instant => new(Now, TimeSpan.Zero);

    /// <summary>Steps made so far: every one is a point at which a process can die.</summary>
    public int Steps { get; private set; }

    /// <summary>The step whose process is killed instead of going on.</summary>
    public int KillAt { get; init; } = -1;

    /// <summary>How many of a thousand operations are held up for minutes.</summary>
    public int PausesPerThousand { get; set; }

    /// <summary>Waits until the scheduler lets the process go on.</summary>
    public async Task StepAsync(SimulatedProcess process, string operation)
    {
        RequireOwnThread(operation);
        var wake = new TaskCompletionSource();
        if (!process.IsDead)
        {
            if (PausesPerThousand > 0 && random.Below(1000) < PausesPerThousand)
                Schedule(new SimulatedTimer(this, process, _ => Ready(process, wake, operation), null), random.Between(30, 1200) * TimeSpan.TicksPerSecond);
            else
                Ready(process, wake, operation);
        }

        await wake.Task.ConfigureAwait(false);
    }

    /// <summary>Runs until a condition holds.</summary>
    /// <returns>False when nothing could go on any more, or the time was up.</returns>
    public bool Run(Func<bool> isDone, TimeSpan limit)
    {
        var end = Now + limit.Ticks;
        while (!isDone())
        {
            if (Now > end || Violation is not null)
                return false;
            var hasDue = NextTimer() is { } due && due <= Now;
            if (_ready.Count == 0 && !hasDue)
            {
                if (NextTimer() is not { } next)
                    return false;
                Now = next;
                hasDue = true;
            }

            var pick = random.Below(_ready.Count + (hasDue ? 1 : 0));
            if (pick == _ready.Count)
                Fire();
            else
                Resume(pick);
        }

        return true;
    }

    /// <summary>Lets time pass; what falls due meanwhile happens later.</summary>
    public void AdvanceTo(DateTimeOffset instant) => Now = Math.Max(Now, instant.UtcTicks);

    /// <summary>Lets everything happen that is under way.</summary>
    public void Settle()
    {
        while (NextTimer() is { } next)
        {
            Now = Math.Max(Now, next);
            Fire();
        }
    }

    public void Schedule(SimulatedTimer timer, long delay) =>
        _timers.Enqueue((timer, ++timer.Version), (Now + Math.Max(0, delay), ++_sequence));

    /// <summary>The first property found not to hold.</summary>
    public string? Violation { get; private set; }

    public void Violate(string what)
    {
        if (Violation is null)
            trace.Add(Now, "!!", what);
        Violation ??= what;
    }

    public void RequireOwnThread(string operation)
    {
        if (Environment.CurrentManagedThreadId == _thread)
            return;
        Violation ??= $"'{operation}' left the simulated thread: {Environment.StackTrace}";
        throw new InvalidOperationException(Violation);
    }

    private void Ready(SimulatedProcess process, TaskCompletionSource wake, string operation)
    {
        if (!process.IsDead)
            _ready.Add((process, wake, operation));
    }

    private void Resume(int index)
    {
        var (process, wake, operation) = _ready[index];
        _ready[index] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        if (process.IsDead)
            return;
        Now += random.Below(64) * TimeSpan.TicksPerMillisecond;
        trace.Add(Now, process.Name, operation);
        if (++Steps == KillAt || process.DiesAt(Steps))
        {
            trace.Add(Now, process.Name, "killed");
            process.Kill();
            return;
        }

        wake.SetResult();
    }

    private long? NextTimer()
    {
        while (_timers.TryPeek(out var entry, out var place))
        {
            if (entry.Timer.Version == entry.Version && !entry.Timer.Process.IsDead)
                return place.Due;
            _timers.Dequeue();
        }

        return null;
    }

    private void Fire()
    {
        var (timer, _) = _timers.Dequeue();
        timer.Fire();
    }
}
