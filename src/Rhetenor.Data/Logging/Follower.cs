using System.Diagnostics.CodeAnalysis;
using Rhetenor.Data.Core;
using Rhetenor.Data.Feeds;

namespace Rhetenor.Data.Logging;

/// <summary>The rounds of a logger that a feed has not read yet. The logger never waits for the reader: when there are too many, the oldest ones are
/// dropped.</summary>
internal sealed class Follower
{
    private readonly Queue<FeedUpdate> _rounds = new();
    private readonly Lock _gate = new();
    private readonly ReaderWait _reader;
    private readonly int _capacity;
    private Dictionary<DateOnly, (TradingSession Session, DateTime First, DateTime Last)> _dropped = [];
    private DateTimeOffset _droppedAt;

    /// <param name="capacity">The maximum number of rounds.</param>
    /// <param name="unwritten">What was fetched before and is not written yet, so that the store does not show it.</param>
    /// <param name="timeProvider">The clock whose timers wake the reader, not on the logger's own thread.</param>
    public Follower(int capacity, IReadOnlyList<FeedUpdate> unwritten, TimeProvider timeProvider) =>
        (_capacity, Unwritten, _reader) = (capacity, unwritten, new(_gate, timeProvider));

    public IReadOnlyList<FeedUpdate> Unwritten { get; }

    public void Add(FeedUpdate round)
    {
        lock (_gate)
        {
            if (_rounds.Count == _capacity)
                Drop(_rounds.Dequeue());
            _rounds.Enqueue(round);
            _reader.Wake();
        }
    }

    /// <summary>Ends the feed after the rounds that it has.</summary>
    public void End(Exception? failure)
    {
        lock (_gate)
            _reader.End(failure);
    }

    /// <summary>Waits for a round; false at the end.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _reader.WaitAsync(() => _rounds.Count > 0, cancellationToken);

    /// <summary>Takes the next round, and what was dropped before it.</summary>
    public bool TryTake([NotNullWhen(true)] out FeedUpdate? round, out FeedDrop? dropped)
    {
        lock (_gate)
        {
            dropped = _dropped.Count == 0 ? null : new(_droppedAt, [.. _dropped.Values]);
            _dropped = [];
            return _rounds.TryDequeue(out round);
        }
    }

    private void Drop(FeedUpdate round)
    {
        var minutes = round.Symbols.SelectMany(symbol => symbol.Klines).Select(kline => kline.Minute).ToList();
        if (minutes.Count == 0)
            return;
        var (first, last) = (minutes.Min(), minutes.Max());
        if (_dropped.TryGetValue(round.Session.Date, out var earlier))
            (first, last) = (earlier.First < first ? earlier.First : first, earlier.Last > last ? earlier.Last : last);
        (_dropped[round.Session.Date], _droppedAt) = ((round.Session, first, last), round.Now);
    }
}
