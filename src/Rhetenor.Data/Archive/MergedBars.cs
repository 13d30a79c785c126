using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Archive;

/// <summary>What the objects of a session say together. A single object whose lines are in order is used as it is.</summary>
internal sealed class MergedBars
{
    private readonly SessionBuffers _buffers;
    private readonly KlineDay _day;
    private readonly DateTime? _asOf;
    private readonly bool _isAlone;
    private readonly List<KlineKey> _keys = [];
    private KlineTable? _single;

    /// <summary>Starts with no object.</summary>
    /// <param name="listing">The session; with one object only, that need not be copied.</param>
    /// <param name="buffers">What the session is read into.</param>
    public MergedBars(SessionListing listing, SessionBuffers buffers)
    {
        _buffers = buffers;
        _day = buffers.StartDay(listing.Date, listing.Venue);
        (_asOf, _isAlone) = (listing.Scope.AsOf, listing.Objects.Count == 1);
    }

    /// <summary>Gets the objects added.</summary>
    public IReadOnlyList<KlineKey> Keys => _keys;

    /// <summary>Gets how many bars have others in their place.</summary>
    public long Superseded => _day.Revisions;

    /// <summary>Gets the minutes that have bars, ascending, symbols ordinal.</summary>
    public IEnumerable<KlineSlice> Slices => _single?.Where(slice => slice.Count > 0) ?? _day.Slices();

    /// <summary>Gets the bars by symbol and minute.</summary>
    public KlineDay Day
    {
        get
        {
            if (_single is { } table)
                _day.Add(_keys[0], table, _asOf);
            _single = null;
            return _day;
        }
    }

    /// <summary>Adds an object, which the table shows as long as it is the only one.</summary>
    public void Add(KlineKey key, KlineTable table)
    {
        _keys.Add(key);
        if (_isAlone && IsInOrder(table, key.Date))
            _single = table;
        else
            _day.Add(key, table, _asOf);
    }

    /// <summary>The bars as lines of a table, which may be the object's own.</summary>
    public KlineTable ToTable() => _single ?? _buffers.Merged(_day);

    /// <summary>The symbols of which at least one bar that counts is of these origins.</summary>
    public HashSet<string> SymbolsFrom(Func<KlineOrigin, bool> isOfThese)
    {
        if (_single is not { } table)
            return _day.SymbolsFrom(isOfThese);
        var symbols = new HashSet<string>(StringComparer.Ordinal);
        foreach (var lines in table.GroupBy(slice => slice.Retrieval).Where(lines => isOfThese(new(_keys[0], lines.Key))))
            symbols.UnionWith(lines.SelectMany(slice => slice.Select(bar => bar.Symbol)));
        return symbols;
    }

    // No line competes with another, and none is too late.
    private bool IsInOrder(KlineTable table, DateOnly date)
    {
        var last = date.ToDateTime(TimeOnly.MinValue).AddTicks(-1);
        for (var i = 0; i < table.Count; i++)
        {
            var minute = table.MinuteAt(i);
            if (minute <= last || DateOnly.FromDateTime(minute) != date || table.RetrievalAt(i) > _asOf)
                return false;
            last = minute;
        }

        return true;
    }
}
