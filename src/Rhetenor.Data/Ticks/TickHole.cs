namespace Rhetenor.Data.Ticks;

/// <summary>Shares of a day that no tick has.</summary>
/// <param name="after">The time of the last tick before it; null at the beginning of the day.</param>
/// <param name="until">The time of the first tick after it.</param>
/// <param name="from">The day's volume at its beginning.</param>
/// <param name="to">The day's volume at its end. It is less than the first when ticks contradict each other.</param>
internal sealed class TickHole(DateTime? after, DateTime until, long from, long to)
{
    // The parts that late ticks did not close.
    private readonly List<(long From, long To)> _parts = to > from ? [(from, to)] : [];

    public DateTime? After => after;

    public DateTime Until => until;

    public long Shares => to - from;

    public bool IsOpen => _parts.Count > 0;

    /// <summary>Closes a part; returns false when it is not open as a whole.</summary>
    public bool TryClose(long low, long high)
    {
        var at = _parts.FindIndex(part => part.From <= low && high <= part.To);
        if (at < 0)
            return false;
        var (first, last) = _parts[at];
        _parts.RemoveAt(at);
        if (high < last)
            _parts.Insert(at, (high, last));
        if (first < low)
            _parts.Insert(at, (first, low));
        return true;
    }
}
