using Rhetenor.Data.Core;

namespace Rhetenor.Data.Ticks;

/// <summary>Collects ticks and writes them, an object after each interval. Receiving does not wait for the store: what it does not take is written with
/// the next object.</summary>
/// <param name="write">Writes ticks.</param>
/// <param name="interval">The interval, by the times at which items are known.</param>
/// <param name="timeProvider">The clock of the last write.</param>
internal sealed class TickKeeper(Func<IReadOnlyList<Tick>, CancellationToken, Task> write, TimeSpan interval, TimeProvider timeProvider)
{
    private List<Tick> _ticks = [];
    private List<Tick> _pending = [];
    private DateTimeOffset? _since;
    private Task _writing = Task.CompletedTask;

    /// <exception cref="ObjectStoreException">The store refuses the ticks for good.</exception>
    public void Take(TickFeedItem item)
    {
        if (_writing.IsFaulted)
        {
            Settle();
            _since ??= item.Known;
        }

        if (item.Tick is { } tick)
        {
            _ticks.Add(tick);
            _since ??= item.Known;
        }

        if (_since is not { } since || item.Known - since < interval || !_writing.IsCompleted)
            return;
        (_pending, _ticks, _since) = (_ticks, [], null);
        _writing = write(_pending, CancellationToken.None);
    }

    /// <summary>Writes the rest.</summary>
    /// <exception cref="ObjectStoreException">It could not be written.</exception>
    public async Task EndAsync()
    {
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Settle();
        using var deadline = new CancellationTokenSource(Defaults.StopGrace, timeProvider);
        if (_ticks.Count > 0)
            await write(_ticks, deadline.Token).ConfigureAwait(false);
    }

    // A store that is away for a while gets the ticks later. An object that was written nevertheless is written again under the same key only if
    // it has the same ticks; reading leaves out repeated ones.
    private void Settle()
    {
        if (_writing.Exception?.InnerException is { } failure)
        {
            if (failure is not ObjectStoreException { Error: ObjectStoreError.Unavailable })
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
            _ticks.InsertRange(0, _pending);
        }

        (_pending, _writing) = ([], Task.CompletedTask);
    }
}
