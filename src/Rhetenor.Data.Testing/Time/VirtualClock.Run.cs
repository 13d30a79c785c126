namespace Rhetenor.Data.Testing;

public sealed partial class VirtualClock
{
    // The number of clocks in the process that are settling. Each keeps one thread of the pool busy.
    private static int _settling;

    // The number of pool threads that belong to no run and were busy for as long as a run waits for them. They are probably blocked.
    private static int _blocked;

    // The number of pool threads on which the work of any run is.
    private static int _working;

    // Flows with the work to wherever it continues, and says on which threads it runs.
    private static readonly AsyncLocal<RunningWork?> Running = new(static change =>
    {
        change.PreviousValue?.Leave();
        change.CurrentValue?.Enter();
    });

    /// <summary>Starts work and moves the clock from timer to timer until the work is complete. Waits, retries and deadlines pass
    /// without real waiting.</summary>
    /// <remarks>
    /// Use it for work that waits only on this clock, such as with in-process transports. A real socket takes real time, during
    /// which the clock would run ahead. The work starts without a synchronization context, so that the test framework's own threads
    /// do not interfere.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The work is not complete, and does not wait on this clock.</exception>
    /// <exception cref="TimeoutException">The work is not complete after <see cref="VirtualClockOptions.Horizon"/>.</exception>
    public Task RunAsync(Func<Task> work)
    {
        var running = new RunningWork();
        return RunAsync(Begin(() => StartDetached(work, running)), null, running);
    }

    /// <inheritdoc cref="RunAsync(Func{Task})"/>
    public async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        var running = new RunningWork();
        var started = Begin(() => StartDetached(work, running));
        await RunAsync(started, null, running).ConfigureAwait(false);
        return await started.ConfigureAwait(false);
    }

    /// <summary>Moves the clock from timer to timer until work that has already started is complete.</summary>
    /// <remarks>Prefer the overload that starts the work, unless the work is a single library call.</remarks>
    /// <inheritdoc cref="RunAsync(Func{Task})" path="/exception"/>
    public Task RunAsync(Task work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return RunAsync(Begin(() => work), SynchronizationContext.Current, null);
    }

    /// <inheritdoc cref="RunAsync(Task)"/>
    public async Task<T> RunAsync<T>(Task<T> work)
    {
        await RunAsync((Task)work).ConfigureAwait(false);
        return await work.ConfigureAwait(false);
    }

    // From here on, the clock is moved.
    private TTask Begin<TTask>(Func<TTask> start)
    {
        Interlocked.Increment(ref _moves);
        Interlocked.Increment(ref _runs);
        try
        {
            return start();
        }
        catch
        {
            Interlocked.Decrement(ref _runs);
            throw;
        }
    }

    private static TTask StartDetached<TTask>(Func<TTask> work, RunningWork running)
        where TTask : Task
    {
        ArgumentNullException.ThrowIfNull(work);
        var context = SynchronizationContext.Current;
        var outer = Running.Value;
        SynchronizationContext.SetSynchronizationContext(null);
        Running.Value = running;
        try
        {
            return work();
        }
        finally
        {
            Running.Value = outer;
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private async Task RunAsync(Task work, SynchronizationContext? context, RunningWork? running)
    {
        try
        {
            await MoveUntilAsync(work, context, running).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _runs);
        }
    }

    private async Task MoveUntilAsync(Task work, SynchronizationContext? context, RunningWork? running)
    {
        var horizon = GetUtcNow() + _options.Horizon;
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        while (!work.IsCompleted)
        {
            await SettleAsync(work, context, running).ConfigureAwait(false);
            if (work.IsCompleted)
                break;
            if (NextTimerDue is null)
                await WaitForTimerAsync(work).ConfigureAwait(false);
            else if (!FireNext(horizon.UtcTicks) && NextTimerDue > horizon)
                throw new TimeoutException($"The work is not complete after {_options.Horizon} of virtual time; the next timer is due {NextTimerDue:u}.");
        }

        await work.ConfigureAwait(false);
    }

    // If the clock moved while another thread still works, a deadline that the work had met could pass.
    private async Task SettleAsync(Task work, SynchronizationContext? context, RunningWork? running)
    {
        if (context is not null)
            await PassThrough(context).ConfigureAwait(false);
        var began = System.GetTimestamp();
        var fewest = int.MaxValue;
        Interlocked.Increment(ref _settling);
        try
        {
            while (!work.IsCompleted && BusyThreads() is var busy && busy > 0)
            {
                // Busy threads may belong to other runs or to none. Of the latter, as many as were blocked before are taken for blocked
                // ones, and the rest gets longer: a thread that took this work from the queue and was suspended before it entered is
                // neither in the queue nor known.
                var isKnown = running is not null;
                var others = busy == int.MaxValue ? busy : Math.Max(0, busy - (isKnown ? Volatile.Read(ref _working) : 0));
                fewest = Math.Min(fewest, others);
                if (others < Volatile.Read(ref _blocked))
                    Volatile.Write(ref _blocked, others);
                var waited = System.GetElapsedTime(began);
                var isElsewhere = isKnown && !running!.IsOnAnyThread && ThreadPool.PendingWorkItemCount == 0;
                if (waited >= _options.SettleTime || (isElsewhere && waited >= _options.SettleTime / 10))
                {
                    Volatile.Write(ref _blocked, fewest == int.MaxValue ? 0 : fewest);
                    break;
                }

                if (waited >= _options.SettleTime / 500 && others <= Volatile.Read(ref _blocked) && (isElsewhere || !isKnown))
                    break;

                // Continues at the end of the pool's common queue, behind the work. This thread's own queue would always come
                // first.
                await Task.Yield();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _settling);
        }
    }

    private static Task PassThrough(SynchronizationContext context)
    {
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        context.Post(static state => ((TaskCompletionSource)state!).TrySetResult(), passed);
        return passed.Task;
    }

    // The counts are not read at one instant. An item that moved in between could be missing in both, so they are valid only if no
    // item was completed meanwhile.
    private static int BusyThreads()
    {
        var completed = ThreadPool.CompletedWorkItemCount;
        var queued = (int)ThreadPool.PendingWorkItemCount;
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        var busy = queued + most - free - Volatile.Read(ref _settling);
        if (busy < 0 || completed != ThreadPool.CompletedWorkItemCount)
            return int.MaxValue;
        if (busy < Volatile.Read(ref _blocked))
            Volatile.Write(ref _blocked, busy);
        return busy;
    }

    private async Task WaitForTimerAsync(Task work)
    {
        var began = System.GetTimestamp();
        while (!work.IsCompleted && NextTimerDue is null)
        {
            if (System.GetElapsedTime(began) > _options.StallTimeout)
                throw new InvalidOperationException("The work is not complete, and waits for nothing on this clock: it would wait forever.");
            await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(1), System)).ConfigureAwait(false);
        }
    }

    private sealed class RunningWork
    {
        private int _threads;

        public bool IsOnAnyThread => Volatile.Read(ref _threads) > 0;

        public void Enter() => Add(1);

        public void Leave() => Add(-1);

        private void Add(int change)
        {
            Interlocked.Add(ref _threads, change);
            if (Thread.CurrentThread.IsThreadPoolThread)
                Interlocked.Add(ref _working, change);
        }
    }
}
