namespace Rhetenor.Data.Testing;

/// <summary>Counts the requests in the second that ends with each request, including refused ones.</summary>
internal sealed class SlidingSecond(int limit)
{
    private readonly Queue<DateTimeOffset> _recent = [];

    /// <summary>Gets the maximum number of requests in any second.</summary>
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
