using System.Globalization;
using System.Runtime.ExceptionServices;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Ticks;

/// <summary>Collects ticks and writes them, objects after each interval. Receiving does not wait for the store: what it does not take is tried again after the
/// next interval, under the same keys and with the same bytes.</summary>
/// <param name="write">Writes an object.</param>
/// <param name="prefix">The first part of their keys.</param>
/// <param name="interval">The interval.</param>
/// <param name="timeProvider">The clock of the interval, and of the time that the end may take.</param>
internal sealed class TickKeeper(Func<TickObject, CancellationToken, Task> write, string prefix, TimeSpan interval, TimeProvider timeProvider) : IDisposable
{
    // Ten million ticks and more, packed.
    private const long MostBytes = 64 << 20;

    // Ticks that are not packed take some 200 bytes each.
    private const int MostTicks = 200_000;

    private readonly Lock _gate = new();
    private readonly List<TickObject> _waiting = [];
    private readonly CancellationTokenSource _stop = new();
    private List<Tick> _ticks = [];
    private TickLost? _lost;
    private Exception? _failure;
    private Task _writing = Task.CompletedTask;
    private Task? _running;

    /// <summary>Gets the largest number of bytes that wait for the store.</summary>
    public long Most { get; init; } = MostBytes;

    /// <summary>Takes an item.</summary>
    /// <returns>What is to be said of ticks that are not kept; null for nothing.</returns>
    /// <exception cref="ObjectStoreException">The store refuses ticks for good.</exception>
    public TickFeedItem? Take(TickFeedItem item)
    {
        TickLost? lost;
        int count;
        lock (_gate)
        {
            if (_failure is { } failure)
                ExceptionDispatchInfo.Throw(failure);
            if (item.Tick is { } tick)
                _ticks.Add(tick);
            (lost, _lost, count) = (_lost, null, _ticks.Count);
        }

        _running ??= RunAsync();
        if (count >= MostTicks)
            Pack();
        return lost is null ? null : new() { Kind = TickFeedKind.NotKept, Known = item.Known, After = lost.First, Until = lost.Last, Count = lost.Count };
    }

    /// <summary>Writes the rest, within the time that a stop may take.</summary>
    /// <exception cref="ObjectStoreException">It could not be written, or not in time.</exception>
    public async Task EndAsync()
    {
        Cancel(_stop);
        await (_running ?? Task.CompletedTask).ConfigureAwait(false);
        using var deadline = new CancellationTokenSource(Defaults.StopGrace, timeProvider);
        await InTimeAsync(_writing, deadline.Token).ConfigureAwait(false);
        Pack(isLast: true);
        if (_failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
        var rest = WriteAsync(isLast: true, deadline.Token);
        await InTimeAsync(rest, deadline.Token).ConfigureAwait(false);
        await rest.ConfigureAwait(false);
        if (_lost is { } lost)
            throw new ObjectStoreException(ObjectStoreError.Unavailable, prefix, $"{Texts.Count(lost.Count, "tick")} from {lost.First.ToText()} to {lost.Last.ToText()} were not kept, because the store did not take them in time.");
    }

    public void Dispose() => _stop.Dispose();

    // CancelAsync would resume waiters on the thread pool.
    private static void Cancel(CancellationTokenSource stop) => stop.Cancel();

    // A store may not heed the cancellation.
    private async Task InTimeAsync(Task work, CancellationToken deadline)
    {
        var passed = new TaskCompletionSource();
        using var registration = deadline.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), passed);
        await Task.WhenAny(work, passed.Task).ConfigureAwait(false);
        if (!work.IsCompleted || work.IsCanceled)
            throw new ObjectStoreException(ObjectStoreError.Unavailable, prefix, string.Create(CultureInfo.InvariantCulture, $"ticks were not written within {Defaults.StopGrace.TotalSeconds:0} s at the end of the reading."));
    }

    // The ticks of an evening are written although no item follows them.
    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await Pause.ForAsync(interval, timeProvider, _stop.Token).ConfigureAwait(false);
                Pack();
                if (_writing.IsCompleted)
                    _writing = WriteAsync(isLast: false, CancellationToken.None);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    private void Fail(Exception exception)
    {
        lock (_gate)
            _failure = exception;
    }

    private void Pack(bool isLast = false)
    {
        List<Tick> ticks;
        lock (_gate)
            (ticks, _ticks) = (_ticks, []);
        var packed = TickObject.Of(prefix, ticks);
        lock (_gate)
        {
            _waiting.AddRange(packed);

            // The first one may be on its way.
            while (!isLast && _waiting.Count > 1 && _waiting.Sum(waiting => (long)waiting.Body.Length) > Most)
            {
                _lost = TickLost.Join(_lost, _waiting[1]);
                _waiting.RemoveAt(1);
            }
        }
    }

    private async Task WriteAsync(bool isLast, CancellationToken cancellationToken)
    {
        try
        {
            while (First() is { } next)
            {
                await write(next, cancellationToken).ConfigureAwait(false);
                lock (_gate)
                    _waiting.Remove(next);
            }
        }
        catch (ObjectStoreException exception) when (exception.Error == ObjectStoreError.Unavailable && !isLast)
        {
            // It is tried again after the next interval.
        }
        catch (Exception exception) when (!isLast)
        {
            Fail(exception);
        }
    }

    private TickObject? First()
    {
        lock (_gate)
            return _waiting.Count > 0 ? _waiting[0] : null;
    }

    private sealed record TickLost(DateTime First, DateTime Last, long Count)
    {
        public static TickLost Join(TickLost? lost, TickObject next) => lost is null
            ? new(next.First, next.Last, next.Count)
            : new(next.First < lost.First ? next.First : lost.First, next.Last > lost.Last ? next.Last : lost.Last, lost.Count + next.Count);
    }
}
