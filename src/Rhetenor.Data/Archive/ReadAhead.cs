using System.Runtime.CompilerServices;

namespace Rhetenor.Data.Archive;

/// <summary>How much is worked on ahead of the one that is used.</summary>
/// <param name="Count">Items; 0 starts each when it is asked for.</param>
/// <param name="Weight">The sum of their weights; one item is always allowed.</param>
internal readonly record struct ReadAheadLimits(int Count, long Weight);

/// <summary>Works on the next items while one is used. Results come in the order of the items.</summary>
internal static class ReadAhead
{
    public static async IAsyncEnumerable<(T Item, TResult Result)> RunAsync<T, TResult>(
        IAsyncEnumerable<T> items,
        Func<T, CancellationToken, Task<TResult>> work,
        Func<T, long> weigh,
        ReadAheadLimits limits,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pending = new Queue<(T Item, Task<TResult> Answer)>();
        var source = items.GetAsyncEnumerator(stop.Token);
        try
        {
            var weight = 0L;
            var hasNext = await source.MoveNextAsync().ConfigureAwait(false);
            while (hasNext || pending.Count > 0)
            {
                if (pending.Count == 0)
                    await StartAsync().ConfigureAwait(false);
                await FillAsync().ConfigureAwait(false);
                var result = await pending.Peek().Answer.ConfigureAwait(false);
                var item = pending.Dequeue().Item;
                weight -= weigh(item);
                await FillAsync().ConfigureAwait(false);
                yield return (item, result);
            }

            async ValueTask FillAsync()
            {
                while (hasNext && pending.Count < limits.Count && (pending.Count == 0 || weight + weigh(source.Current) <= limits.Weight))
                    await StartAsync().ConfigureAwait(false);
            }

            async ValueTask StartAsync()
            {
                pending.Enqueue((source.Current, work(source.Current, stop.Token)));
                weight += weigh(source.Current);
                hasNext = await source.MoveNextAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            // What was started and is not wanted any more ends before this does, and its failures with it.
            await ((Task)Task.WhenAll(pending.Select(entry => entry.Answer))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await source.DisposeAsync().ConfigureAwait(false);
        }
    }
}
