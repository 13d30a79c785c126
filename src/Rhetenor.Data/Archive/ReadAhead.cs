using System.Runtime.CompilerServices;

namespace Rhetenor.Data.Archive;

/// <summary>The limits for items that are processed ahead of the current one.</summary>
/// <param name="Count">The number of items; 0 starts each item when it is requested.</param>
/// <param name="Weight">The sum of the items' weights; one item is always allowed.</param>
internal readonly record struct ReadAheadLimits(int Count, long Weight);

/// <summary>Processes the next items while the current one is used. Results have the order of the items.</summary>
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
            // Items already started are awaited before this method ends. Their failures are ignored.
            await ((Task)Task.WhenAll(pending.Select(entry => entry.Answer))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await source.DisposeAsync().ConfigureAwait(false);
        }
    }
}
