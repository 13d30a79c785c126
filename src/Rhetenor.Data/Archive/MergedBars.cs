using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Archive;

/// <summary>The merged bars of a session's objects. A single object with ordered lines is used without copying.</summary>
internal sealed class MergedBars
{
    private readonly SessionBuffers _buffers;
    private readonly MergedSession _day;
    private readonly DateTime? _asOf;
    private readonly bool _isAlone;
    private readonly List<KlineKey> _keys = [];
    private KlineTable? _single;

    /// <summary>Creates an empty set of bars.</summary>
    /// <param name="listing">The session. A session with a single object need not be copied.</param>
    /// <param name="buffers">The memory to read the session into.</param>
    public MergedBars(SessionListing listing, SessionBuffers buffers)
    {
        _buffers = buffers;
        _day = buffers.StartDay(listing.Date, listing.Venue);
        (_asOf, _isAlone) = (listing.Scope.AsOf, listing.Objects.Count == 1);
    }

    /// <summary>Gets the objects added.</summary>
    public IReadOnlyList<KlineKey> Keys => _keys;

    /// <summary>Gets the latest time at which a bar was fetched, Korean time; null when there is none.</summary>
    public DateTime? Fetched => Origins.Max(origin => (DateTime?)origin.Retrieval);

    /// <summary>Gets the number of superseded bars.</summary>
    public long Superseded => _day.Revisions;

    /// <summary>Gets the minutes that have bars, ascending, symbols in ordinal order.</summary>
    public IEnumerable<KlineSlice> Slices => _single?.Where(slice => slice.Count > 0) ?? _day.Slices();

    /// <summary>Gets the bars by symbol and minute.</summary>
    public MergedSession Day
    {
        get
        {
            if (_single is { } table)
                _day.Add(_keys[0], table, _asOf);
            _single = null;
            return _day;
        }
    }

    /// <summary>Adds an object. Its table is used directly as long as it is the only one.</summary>
    public void Add(KlineKey key, KlineTable table)
    {
        _keys.Add(key);
        if (_isAlone && IsInOrder(table, key.Date))
            _single = table;
        else
            _day.Add(key, table, _asOf);
    }

    /// <summary>Returns the bars as lines of a table. The table may be the single object's own.</summary>
    public KlineTable ToTable() => _single ?? _buffers.Merged(_day);

    /// <summary>Returns the dates on which the bars were fetched, each with its symbols; null for all symbols.</summary>
    public IReadOnlyList<(DateOnly Fetched, IReadOnlySet<string>? Symbols)> Retrievals()
    {
        var dates = Origins.Select(DateOf).Distinct().ToList();
        return dates is [var only] ? [(only, null)] : [.. dates.Select(date => (date, (IReadOnlySet<string>?)SymbolsFrom(origin => DateOf(origin) == date)))];

        static DateOnly DateOf(KlineOrigin origin) => DateOnly.FromDateTime(origin.Retrieval);
    }

    /// <summary>Returns the symbols of which at least one bar that counts has one of these origins.</summary>
    public HashSet<string> SymbolsFrom(Func<KlineOrigin, bool> isOfThese)
    {
        if (_single is not { } table)
            return _day.SymbolsFrom(isOfThese);
        var symbols = new HashSet<string>(StringComparer.Ordinal);
        foreach (var lines in table.GroupBy(slice => slice.Retrieval).Where(lines => isOfThese(new(_keys[0], lines.Key))))
            symbols.UnionWith(lines.SelectMany(slice => slice.Select(bar => bar.Symbol)));
        return symbols;
    }

    private IEnumerable<KlineOrigin> Origins => _single is { } table ? table.Select(slice => new KlineOrigin(_keys[0], slice.Retrieval)) : _day.Origins;

    // Whether no line competes with another and none was retrieved too late.
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
