namespace Rhetenor.Data.Core;

/// <summary>Lets a reader of a queue wait until the writer has added something or has ended. The writer never waits, and the reader is woken by a timer of the
/// clock: one that continued within the writer's own work would hold it up.</summary>
/// <param name="gate">The lock of the queue, which the caller holds except in <see cref="WaitAsync"/>.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class ReaderWait(Lock gate, TimeProvider timeProvider)
{
    private TaskCompletionSource? _waiting;
    private ITimer? _wake;
    private (bool Ended, Exception? Failure) _end;

    /// <summary>Ends the reading after what the queue has, with an exception if there was one.</summary>
    public void End(Exception? failure)
    {
        _end = (true, failure);
        Wake();
    }

    /// <summary>Wakes the reader if it waits.</summary>
    public void Wake()
    {
        if (_waiting is null)
            return;
        _wake?.Dispose();
        _wake = timeProvider.CreateTimer(static state => ((TaskCompletionSource)state!).TrySetResult(), _waiting, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        _waiting = null;
    }

    /// <summary>Waits until the queue has something; false at the end.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async ValueTask<bool> WaitAsync(Func<bool> hasAny, CancellationToken cancellationToken)
    {
        while (true)
        {
            TaskCompletionSource waiting;
            lock (gate)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (hasAny())
                    return true;
                if (_end.Ended)
                    return _end.Failure is null ? false : throw _end.Failure;
                _waiting = waiting = new();
            }

            using var registration = cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), waiting);
            await waiting.Task.ConfigureAwait(false);
        }
    }
}
