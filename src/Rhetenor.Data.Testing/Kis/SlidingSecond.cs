namespace Rhetenor.Data.Testing;

/// <summary>Counts requests in the second that ends with each of them; those that were refused count too.</summary>
internal sealed class SlidingSecond(int limit)
{
    private readonly Queue<DateTimeOffset> _recent = [];

    /// <summary>The most requests there ever were in a second.</summary>
    public int Most { get; private set; }

    public bool Admits(DateTimeOffset now)
    {
        while (_recent.TryPeek(out var first) && first <= now.AddSeconds(-1))
            _recent.Dequeue();
        _recent.Enqueue(now);
        Most = Math.Max(Most, _recent.Count);
        return _recent.Count <= limit;
    }
}
