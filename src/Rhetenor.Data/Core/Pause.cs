namespace Rhetenor.Data.Core;

/// <summary>Waits on a clock. A cancelled <c>Task.Delay</c> resumes its waiter on the thread pool; this type resumes it on the cancelling
/// thread, so that a virtual clock keeps everything on one thread.</summary>
internal static class Pause
{
    // The longest time that a timer accepts, slightly less than 50 days.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>Waits for a time, at least one millisecond.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public static async Task ForAsync(TimeSpan time, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (time <= TimeSpan.Zero)
            return;
        var over = new TaskCompletionSource();

        // A system timer counts whole milliseconds. A fraction of one would be rounded to zero and the loop would not end.
        var due = TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds));
        var timer = timeProvider.CreateTimer(
            static state => ((TaskCompletionSource)state!).TrySetResult(), over, due < Longest ? due : Longest, Timeout.InfiniteTimeSpan);
        await using (timer.ConfigureAwait(false))
        {
            using var registration = cancellationToken.UnsafeRegister(
                static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), over);
            await over.Task.ConfigureAwait(false);
        }
    }
}
