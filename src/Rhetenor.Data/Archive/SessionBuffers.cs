using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Archive;

/// <summary>The memory that sessions of a venue are read into, one at a time.</summary>
/// <param name="symbols">The symbols wanted; null for all.</param>
internal sealed class SessionBuffers(IReadOnlyList<string>? symbols = null)
{
    private KlineDay? _day;
    private KlineTable? _merged;

    /// <summary>For one object at a time.</summary>
    public KlineTable Table { get; } = new(symbols);

    /// <summary>For objects to be merged, none yet.</summary>
    public KlineDay StartDay(DateOnly date, Venue venue)
    {
        if (_day?.Venue != venue)
            return _day = new(date, venue);
        _day.Clear(date);
        return _day;
    }

    /// <summary>Gives the memory back. Nothing that was read into it may be used any more.</summary>
    public void Release()
    {
        Table.Release();
        _merged?.Release();
    }

    /// <summary>What the objects say together.</summary>
    public KlineTable Merged(KlineDay day) => _merged = day.CopyTo(_merged);
}
