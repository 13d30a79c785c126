namespace Rhetenor.Data.Testing;

public sealed partial class VirtualClock
{
    /// <summary>Starts work and moves the clock from timer to timer until it is complete: waits, retries and deadlines
    /// pass without real waiting.</summary>
    /// <remarks>
    /// For work whose only waiting is on this clock, so with in-process transports: a real socket takes real time, during
    /// which the clock would run ahead. The work starts without a synchronization context, so that a test framework's own
    /// threads do not come between.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The work is not complete, and waits for nothing on this clock.</exception>
    /// <exception cref="TimeoutException">The work is not complete after <see cref="VirtualClockOptions.Horizon"/>.</exception>
    public Task RunAsync(Func<Task> work) => RunAsync(StartDetached(work));

    /// <inheritdoc cref="RunAsync(Func{Task})"/>
    public Task<T> RunAsync<T>(Func<Task<T>> work) => RunAsync(StartDetached(work));

    /// <summary>Moves the clock from timer to timer until work that is already under way is complete.</summary>
    /// <remarks>Prefer the overload that starts the work, unless it is a single call into a library.</remarks>
    /// <inheritdoc cref="RunAsync(Func{Task})" path="/exception"/>
    public async Task RunAsync(Task work)
    {
        ArgumentNullException.ThrowIfNull(work);
        var horizon = GetUtcNow() + _options.Horizon;
        var context = SynchronizationContext.Current;
        while (!work.IsCompleted)
        {
            await SettleAsync(work, context).ConfigureAwait(false);
            if (work.IsCompleted)
                break;
            if (NextTimerDue is null)
                await WaitForTimerAsync(work).ConfigureAwait(false);
            else if (!FireNext(horizon.UtcTicks) && NextTimerDue > horizon)
                throw new TimeoutException($"The work is not complete after {_options.Horizon} of virtual time; the next timer is due {NextTimerDue:u}.");
        }

        await work.ConfigureAwait(false);
    }

    /// <inheritdoc cref="RunAsync(Task)"/>
    public async Task<T> RunAsync<T>(Task<T> work)
    {
        await RunAsync((Task)work).ConfigureAwait(false);
        return await work.ConfigureAwait(false);
    }

    private static TTask StartDetached<TTask>(Func<TTask> work)
        where TTask : Task
    {
        ArgumentNullException.ThrowIfNull(work);
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return work();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    // Moving the clock while another thread still works would let a deadline pass that the work had kept.
    private async Task SettleAsync(Task work, SynchronizationContext? context)
    {
        var began = System.GetTimestamp();
        do
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            if (context is not null)
                await PassThrough(context).ConfigureAwait(false);
        }
        while (!work.IsCompleted && OthersAreBusy() && System.GetElapsedTime(began) < _options.SettleTime);
    }

    private static Task PassThrough(SynchronizationContext context)
    {
        var passed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        context.Post(static state => ((TaskCompletionSource)state!).TrySetResult(), passed);
        return passed.Task;
    }

    private static bool OthersAreBusy()
    {
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var free, out _);
        return most - free > 1 || ThreadPool.PendingWorkItemCount > 0;
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
}
