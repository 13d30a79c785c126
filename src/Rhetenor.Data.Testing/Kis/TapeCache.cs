namespace Rhetenor.Data.Testing;

/// <summary>Keeps the newest tapes. Building a tape again gives the same tape.</summary>
internal sealed class TapeCache(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(Venue, DateOnly, string), DayTape> _tapes = [];
    private readonly Queue<(Venue, DateOnly, string)> _order = [];

    public DayTape Get(Venue venue, DateOnly date, string code, Func<Venue, DateOnly, string, DayTape> make)
    {
        var key = (venue, date, code);
        lock (_gate)
        {
            if (_tapes.TryGetValue(key, out var held))
                return held;
        }

        var tape = make(venue, date, code);
        lock (_gate)
        {
            if (capacity > 0 && _tapes.TryAdd(key, tape))
            {
                _order.Enqueue(key);
                if (_order.Count > capacity)
                    _tapes.Remove(_order.Dequeue());
            }
        }

        return tape;
    }
}
