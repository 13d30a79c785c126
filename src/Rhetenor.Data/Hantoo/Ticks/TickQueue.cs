namespace Rhetenor.Data.Hantoo;

/// <summary>A message or a statement of a connection.</summary>
/// <param name="Known">The instant.</param>
/// <param name="Frame">A data frame; empty for a statement.</param>
/// <param name="Statement">A statement; null for a frame.</param>
internal readonly record struct TickArrival(DateTimeOffset Known, ReadOnlyMemory<byte> Frame, TickFeedItem? Statement = null);

/// <summary>The messages that were received and are not read yet. The connection never waits for the reader: when there are too many frames, the oldest ones are
/// dropped.</summary>
/// <param name="capacity">The maximum number of frames and statements.</param>
/// <param name="timeProvider">The clock whose timers wake the reader, not within the connection's own work.</param>
internal sealed class TickQueue(int capacity, TimeProvider timeProvider)
{
    private readonly Queue<TickArrival> _arrivals = new();
    private readonly Queue<TickArrival> _kept = new();
    private readonly Lock _gate = new();
    private int _dropped;
    private TaskCompletionSource? _waiting;
    private ITimer? _wake;
    private (bool Ended, Exception? Failure) _end;

    public void Add(TickArrival arrival)
    {
        lock (_gate)
        {
            // Statements are kept: they say where ticks may be missing.
            while (_arrivals.Count >= capacity)
            {
                if (_arrivals.Dequeue() is { Statement: not null } statement)
                    _kept.Enqueue(statement);
                else
                    _dropped++;
            }

            _arrivals.Enqueue(arrival);
            Wake();
        }
    }

    /// <summary>Ends the reading after what was received.</summary>
    public void End(Exception? failure)
    {
        lock (_gate)
        {
            _end = (true, failure);
            Wake();
        }
    }

    /// <summary>Waits for an arrival; false at the end.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TaskCompletionSource waiting;
            lock (_gate)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_arrivals.Count > 0)
                    return true;
                if (_end.Ended)
                    return _end.Failure is null ? false : throw _end.Failure;
                _waiting = waiting = new();
            }

            using var registration = cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), waiting);
            await waiting.Task.ConfigureAwait(false);
        }
    }

    /// <summary>Takes the next arrival: what was dropped first.</summary>
    public TickArrival Take()
    {
        lock (_gate)
        {
            if (_kept.TryDequeue(out var statement))
                return statement;
            var next = _arrivals.Peek();
            if (_dropped > 0)
            {
                var dropped = new TickFeedItem { Kind = TickFeedKind.Dropped, Known = next.Known, Shares = _dropped };
                _dropped = 0;
                return new(next.Known, default, dropped);
            }

            return _arrivals.Dequeue();
        }
    }

    // A reader that continued at once would hold up the connection.
    private void Wake()
    {
        if (_waiting is null)
            return;
        _wake?.Dispose();
        _wake = timeProvider.CreateTimer(static state => ((TaskCompletionSource)state!).TrySetResult(), _waiting, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        _waiting = null;
    }
}
