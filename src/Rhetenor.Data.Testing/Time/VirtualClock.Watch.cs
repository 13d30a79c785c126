namespace Rhetenor.Data.Testing;

public sealed partial class VirtualClock
{
    // The number of runs under way, and of all runs and advances so far.
    private int _runs;
    private int _moves;
    private int _watches;

    /// <summary>Gets the watch over a timer that was set while nothing moved the clock; completed when there is none.</summary>
    internal Task Watch { get; private set; } = Task.CompletedTask;

    // Work that waits on a clock that nobody moves waits forever, and a test that hangs does not say why.
    private void WatchOver(long dueTicks)
    {
        if (Volatile.Read(ref _runs) > 0 || Interlocked.CompareExchange(ref _watches, 1, 0) != 0)
            return;
        var flow = ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow();
        Watch = WatchAsync(new WeakReference<VirtualClock>(this), dueTicks, Volatile.Read(ref _moves), _options.StallTimeout);
        flow?.Undo();
    }

    // Does not keep the clock in memory.
    private static async Task WatchAsync(WeakReference<VirtualClock> watched, long dueTicks, int moves, TimeSpan time)
    {
        await Task.Delay(time, System).ConfigureAwait(false);
        if (watched.TryGetTarget(out var clock))
            clock.EndWatch(dueTicks, moves);
    }

    private void EndWatch(long dueTicks, int moves)
    {
        Volatile.Write(ref _watches, 0);
        if (Volatile.Read(ref _moves) == moves && NextTimerDue is { } due && due.UtcTicks <= dueTicks)
#pragma warning disable RS0030 // A test that hangs has no other way to say why.
            Console.Error.WriteLine($"A {nameof(VirtualClock)} stands still at {GetUtcNow():u}, and work waits on it until {due:u}. Await the work inside {nameof(RunAsync)}, or move the clock with {nameof(Advance)}.");
#pragma warning restore RS0030
    }
}
