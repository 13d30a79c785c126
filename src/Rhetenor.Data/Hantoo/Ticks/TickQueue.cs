using Rhetenor.Data.Core;

namespace Rhetenor.Data.Hantoo;

/// <summary>A message or a statement of a connection.</summary>
/// <param name="Known">The instant.</param>
/// <param name="Frame">A data frame; empty for a statement.</param>
/// <param name="Statement">A statement; null for a frame.</param>
internal readonly record struct TickArrival(DateTimeOffset Known, ReadOnlyMemory<byte> Frame, TickFeedItem? Statement = null);

/// <summary>The messages that were received and are not read yet. The connection never waits for the reader: when there are too many frames, the oldest ones are
/// dropped.</summary>
internal sealed class TickQueue
{
    /// <summary>The largest number of bytes of frames, unless one frame has more.</summary>
    public const long MostBytes = 64 << 20;

    private const int MostKept = 10_000;
    private readonly Queue<TickArrival> _arrivals = new();
    private readonly Queue<TickArrival> _kept = new();
    private readonly Lock _gate = new();
    private readonly ReaderWait _reader;
    private readonly int _capacity;
    private DateTimeOffset _droppedSince;
    private long _dropped, _bytes;

    /// <param name="capacity">The maximum number of frames and statements.</param>
    /// <param name="timeProvider">The clock whose timers wake the reader, not within the connection's own work.</param>
    public TickQueue(int capacity, TimeProvider timeProvider) => (_capacity, _reader) = (capacity, new(_gate, timeProvider));

    public void Add(TickArrival arrival)
    {
        lock (_gate)
        {
            // Statements are kept: they say where ticks may be missing. Where there are too many, what is said of dropped messages says it.
            while (_arrivals.Count >= _capacity || (_arrivals.Count > 0 && _bytes + arrival.Frame.Length > MostBytes))
            {
                var oldest = Dequeue();
                if (oldest.Statement is not null && _kept.Count < MostKept)
                    _kept.Enqueue(oldest);
                else if (_dropped++ == 0)
                    _droppedSince = oldest.Known;
            }

            _bytes += arrival.Frame.Length;
            _arrivals.Enqueue(arrival);
            _reader.Wake();
        }
    }

    /// <summary>Ends the reading after what was received.</summary>
    public void End(Exception? failure)
    {
        lock (_gate)
            _reader.End(failure);
    }

    /// <summary>Waits for an arrival; false at the end.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _reader.WaitAsync(() => _arrivals.Count > 0, cancellationToken);

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
                var since = _droppedSince.ToOffset(KoreaTime.Offset).DateTime.ToSecond();
                var dropped = new TickFeedItem { Kind = TickFeedKind.Dropped, Known = next.Known, After = since, Count = _dropped };
                _dropped = 0;
                return new(next.Known, default, dropped);
            }

            return Dequeue();
        }
    }

    private TickArrival Dequeue()
    {
        var next = _arrivals.Dequeue();
        _bytes -= next.Frame.Length;
        return next;
    }
}
