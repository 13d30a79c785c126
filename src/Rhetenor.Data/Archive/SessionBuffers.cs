using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Archive;

/// <summary>Reusable memory for reading the sessions of a venue, one at a time.</summary>
/// <param name="symbols">The symbols wanted; null for all.</param>
internal sealed class SessionBuffers(IReadOnlyList<string>? symbols = null)
{
    private MergedSession? _day;
    private KlineTable? _merged;

    /// <summary>Gets the table for one object at a time.</summary>
    public KlineTable Table { get; } = new(symbols);

    /// <summary>Returns an empty day for merging objects.</summary>
    public MergedSession StartDay(DateOnly date, Venue venue)
    {
        if (_day?.Venue != venue)
            return _day = new(date, venue);
        _day.Clear(date);
        return _day;
    }

    /// <summary>Releases the memory. Nothing that was read into it may be used afterwards.</summary>
    public void Release()
    {
        Table.Release();
        _merged?.Release();
    }

    /// <summary>Returns the merged bars of a day.</summary>
    public KlineTable Merged(MergedSession day) => _merged = day.CopyTo(_merged);
}
