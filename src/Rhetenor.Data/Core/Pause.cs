namespace Rhetenor.Data.Core;

/// <summary>Waits on a clock. Unlike a cancelled <c>Task.Delay</c>, whose waiter goes on in the thread pool, this one goes on
/// where it was cancelled: under a virtual clock everything stays on one thread.</summary>
internal static class Pause
{
    // The longest a timer can be set to, a little less than fifty days.
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    /// <summary>Waits for a time, at least a millisecond of it.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled meanwhile.</exception>
    public static async Task ForAsync(TimeSpan time, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (time <= TimeSpan.Zero)
            return;
        var over = new TaskCompletionSource();

        // A system timer counts whole milliseconds: the last part of one would be none at all, for ever.
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
