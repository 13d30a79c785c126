namespace Rhetenor.Data.Core;

/// <summary>Processes a list with several concurrent loops. Loops, unlike pool threads, stay on a simulator's thread.</summary>
internal static class WorkerLoops
{
    /// <summary>Runs work for each item, starting the items in order. After the first failure the other loops stop at their next
    /// item.</summary>
    public static async Task RunAsync<T>(IReadOnlyList<T> items, int workers, Func<T, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var next = -1;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var loops = new List<Task>();
        for (var i = 0; i < Math.Min(workers, items.Count); i++)
            loops.Add(LoopAsync());
        await Task.WhenAll(loops).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();

        // CancelAsync is not used because it would resume waiters on the thread pool.
        void Stop() => stop.Cancel();

        async Task LoopAsync()
        {
            try
            {
                int index;
                while (!stop.IsCancellationRequested && (index = Interlocked.Increment(ref next)) < items.Count)
                    await work(items[index], stop.Token).ConfigureAwait(false);
            }
            catch
            {
                Stop();
                throw;
            }
        }
    }
}
