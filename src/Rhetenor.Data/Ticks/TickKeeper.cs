using System.Globalization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Ticks;

/// <summary>Collects ticks and writes them, an object after each interval. Receiving does not wait for the store: what it does not take is written with
/// the next object.</summary>
/// <param name="write">Writes ticks.</param>
/// <param name="prefix">The first part of their keys.</param>
/// <param name="interval">The interval, by the times at which items are known.</param>
/// <param name="timeProvider">The clock of the time that the end may take.</param>
internal sealed class TickKeeper(Func<IReadOnlyList<Tick>, CancellationToken, Task> write, string prefix, TimeSpan interval, TimeProvider timeProvider)
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

    /// <summary>Writes the rest, within the time that a stop may take.</summary>
    /// <exception cref="ObjectStoreException">It could not be written, or not in time.</exception>
    public async Task EndAsync()
    {
        using var deadline = new CancellationTokenSource(Defaults.StopGrace, timeProvider);
        await InTimeAsync(_writing, deadline.Token).ConfigureAwait(false);
        Settle();
        if (_ticks.Count == 0)
            return;
        _writing = write(_ticks, deadline.Token);
        await InTimeAsync(_writing, deadline.Token).ConfigureAwait(false);
        await _writing.ConfigureAwait(false);
    }

    // A store may not heed the cancellation.
    private async Task InTimeAsync(Task work, CancellationToken deadline)
    {
        var passed = new TaskCompletionSource();
        using var registration = deadline.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), passed);
        await Task.WhenAny(work, passed.Task).ConfigureAwait(false);
        if (!work.IsCompleted || work.IsCanceled)
            throw new ObjectStoreException(ObjectStoreError.Unavailable, prefix, string.Create(CultureInfo.InvariantCulture, $"ticks were not written within {Defaults.StopGrace.TotalSeconds:0} s at the end of the reading."));
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
