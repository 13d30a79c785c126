using Rhetenor.Data.Core;
using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Archive;

/// <summary>Merges the objects of one date and venue. For each symbol and minute, the bar of the latest retrieval counts. Among
/// equal retrievals, the object with the greater key counts. The lines of compacted objects have retrieval times of their own. The
/// order of adding does not matter.</summary>
internal sealed class MergedSession
{
    private readonly KlineGrid _grid;
    private readonly List<KlineKey> _keys = [];
    private readonly KlineOrigins _origins = new();

    /// <summary>Creates a day without objects.</summary>
    public MergedSession(DateOnly date, Venue venue)
    {
        (Date, Venue) = (date, venue);
        _grid = new KlineGrid(date);
    }

    /// <summary>Gets the Korean date.</summary>
    public DateOnly Date { get; private set; }

    /// <summary>Gets the venue.</summary>
    public Venue Venue { get; }

    /// <summary>Gets the number of bars: one for each symbol and minute.</summary>
    public int BarCount => _grid.Count;

    /// <summary>Gets the keys of the objects added.</summary>
    public IReadOnlyList<KlineKey> Keys => _keys;

    /// <summary>Gets the latest retrieval of the objects added, Korean time; null before the first.</summary>
    public DateTime? MaxRetrieval { get; private set; }

    /// <summary>Gets the number of bars found in addition to the first one of their symbol and minute: revisions, and repetitions
    /// by other writers.</summary>
    public long Revisions { get; private set; }

    /// <summary>Gets the number of lines whose minute is outside the times of their key. They are used, because a line's own minute
    /// is authoritative.</summary>
    public int LinesOutsideKey { get; private set; }

    /// <summary>Gets the number of lines of another date. They belong to that date and are not used here.</summary>
    public int LinesOfOtherDate { get; private set; }

    /// <summary>Adds an object.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="table">The object's content. The table may be reused afterwards.</param>
    /// <exception cref="ArgumentException">The key is of another date or venue, or was already added.</exception>
    public void Add(KlineKey key, KlineTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        Add(key, table.SymbolTable, table);
    }

    /// <summary>Adds the part of an object that was known at an instant.</summary>
    public void Add(KlineKey key, KlineTable table, DateTime? asOf) => Add(
        key, table.SymbolTable, asOf is null ? table : table.Where(slice => new KlineOrigin(key, slice.Retrieval).Retrieval <= asOf));

    /// <summary>Adds the lines of an object. All lines use one symbol table.</summary>
    public void Add(KlineKey key, KlineSymbols symbols, IEnumerable<KlineSlice> slices)
    {
        if (key.Date != Date || key.Venue != Venue)
            throw new ArgumentException($"The object {key} is not of {Date.ToText()}, venue {Venue}.", nameof(key));
        if (_keys.Contains(key))
            throw new ArgumentException($"The object {key} was already added.", nameof(key));
        MaxRetrieval = MaxRetrieval > key.Retrieval ? MaxRetrieval : key.Retrieval;
        _keys.Add(key);
        _origins.Start(key);
        var places = new int[symbols.Count];
        for (var i = 0; i < places.Length; i++)
            places[i] = _grid.Symbols.GetOrAdd(symbols[i]);
        foreach (var slice in slices)
            Add(key, slice, places);
    }

    /// <summary>Looks up a bar.</summary>
    public bool TryGetKline(string symbol, DateTime minute, out Kline kline)
    {
        var cell = Cell(symbol, minute);
        kline = cell.Source == 0 ? default : new Kline(minute, cell.Bar);
        return cell.Source != 0;
    }

    /// <summary>Returns when a bar was fetched, by the clock of the program that stored it, Korean time; null when there is none.</summary>
    public DateTime? RetrievalOf(string symbol, DateTime minute) => Cell(symbol, minute).Source is > 0 and var source ? _origins.All[source - 1].Retrieval : null;

    /// <summary>Returns how often the objects contain this bar. More than one means that it was revised or written
    /// repeatedly.</summary>
    public int VersionsOf(string symbol, DateTime minute) => Cell(symbol, minute).Versions;

    /// <summary>Returns the minutes that have bars, ascending, symbols in ordinal order.</summary>
    public IEnumerable<KlineSlice> Slices() => _grid.Slices();

    /// <summary>Copies these minutes to the lines of a table.</summary>
    /// <param name="table">A table to reuse; null for a new one.</param>
    public KlineTable CopyTo(KlineTable? table)
    {
        table = table?.SymbolTable == _grid.Symbols ? table : new KlineTable(_grid.Symbols);
        table.Clear();
        _grid.CopyTo(table);
        return table;
    }

    /// <summary>Removes all objects and moves to another date of the venue. The memory is reused.</summary>
    public void Clear(DateOnly date)
    {
        Date = date;
        (MaxRetrieval, Revisions, LinesOutsideKey, LinesOfOtherDate) = (null, 0, 0, 0);
        _grid.Clear(date);
        _keys.Clear();
        _origins.Clear();
    }

    /// <summary>Gets the origins of the added bars, also of those that are superseded.</summary>
    public IReadOnlyList<KlineOrigin> Origins => _origins.All;

    /// <summary>Returns the symbols of which at least one bar that counts has one of these origins.</summary>
    public HashSet<string> SymbolsFrom(Func<KlineOrigin, bool> isOfThese)
    {
        bool[] ofThese = [false, .. _origins.All.Select(isOfThese)];
        var numbers = new HashSet<int>();
        if (Array.IndexOf(ofThese, true) >= 0)
            _grid.ForEach((place, number, source) => _ = ofThese[source] && numbers.Add(number));
        return numbers.Select(number => _grid.Symbols[number]).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Counts the bars from some objects that further objects contain in a later state of the day.</summary>
    public int CountRepeated(MergedSession later, Func<KlineKey, bool> isOfThese)
    {
        bool[] ofThese = [false, .. _origins.All.Select(origin => isOfThese(origin.Key))];
        int[] numbers = [.. Enumerable.Range(0, _grid.Symbols.Count).Select(number => later.Find(_grid.Symbols[number]))];
        var count = 0;
        _grid.ForEach((place, number, source) =>
            count += ofThese[source] && later.Find(place, numbers[number]).Versions > Find(place, number).Versions ? 1 : 0);
        return count;
    }

    /// <summary>Determines whether a symbol has any bar.</summary>
    public bool HasBars(string symbol) => _grid.Symbols.Find(symbol) is >= 0 and var number && _grid.HasBars(number);

    public ref readonly KlineGrid.Cell Find(int place, int number) => ref _grid.Find(place, number);

    public int Find(string symbol) => _grid.Symbols.Find(symbol);

    private KlineGrid.Cell Cell(string symbol, DateTime minute) =>
        DateOnly.FromDateTime(minute) == Date ? _grid.Find(KlineGrid.Place(minute), _grid.Symbols.Find(symbol)) : default;

    private void Add(KlineKey key, KlineSlice slice, int[] places)
    {
        if (DateOnly.FromDateTime(slice.Minute) != Date)
        {
            LinesOfOtherDate++;
            return;
        }

        LinesOutsideKey += key.Contains(slice.Minute) ? 0 : 1;
        var cells = _grid.Cells(slice.Minute);
        var wins = _origins.Wins(slice.Retrieval, out var source);
        var bars = slice.Bars;
        var numbers = slice.Numbers;
        var (known, revisions) = (0, 0);
        for (var i = 0; i < bars.Length; i++)
        {
            ref var cell = ref cells[places[numbers[i]]];
            revisions += cell.Source == 0 ? 0 : 1;
            cell.Versions += (ushort)(cell.Versions < ushort.MaxValue ? 1 : 0);
            if (!wins[cell.Source])
                continue;
            known += cell.Source == 0 ? 1 : 0;
            (cell.Bar, cell.Source) = (bars[i], source);
        }

        Revisions += revisions;
        _grid.Filled(known);
    }
}
