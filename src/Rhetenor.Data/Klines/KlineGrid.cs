namespace Rhetenor.Data.Klines;

/// <summary>The bars of one date in cells: one row per minute and one cell per symbol.</summary>
/// <param name="date">The date.</param>
/// <param name="symbols">The number of symbols to come, if it is known.</param>
internal sealed class KlineGrid(DateOnly date, int symbols = 0)
{
    // No market has more symbols. A larger number came from an invalid object.
    private const int MostKept = 16_384;
    private const int Minutes = 24 * 60;
    private readonly Row?[] _rows = new Row?[Minutes];
    private readonly Stack<Row> _spare = [];
    private DateTime _midnight = date.ToDateTime(TimeOnly.MinValue);

    public KlineSymbols Symbols { get; private set; } = new();

    public int Count { get; private set; }

    /// <summary>Gets the row of a minute of the date.</summary>
    public Row this[DateTime minute] => _rows[Place(minute)] ??= _spare.TryPop(out var row) ? row : new Row();

    /// <summary>Gets the cells of a minute of the date, one per symbol.</summary>
    public Span<Cell> Cells(DateTime minute) => this[minute].Extended(Symbols.Count);

    /// <summary>Counts cells that the caller filled.</summary>
    public void Filled(int cells) => Count += cells;

    public static int Place(DateTime minute) => (int)(minute.TimeOfDay.Ticks / TimeSpan.TicksPerMinute);

    /// <summary>Gets a cell. Its <see cref="Cell.Source"/> is 0 when it has no bar.</summary>
    public ref readonly Cell Find(int place, int number)
    {
        var row = _rows[place];
        return ref row is not null && (uint)number < (uint)row.Cells.Length ? ref row.Cells[number] : ref Empty[0];
    }

    /// <summary>Determines whether a symbol has a bar in any minute.</summary>
    public bool HasBars(int number)
    {
        for (var place = 0; place < Minutes; place++)
        {
            if (Find(place, number).Source != 0)
                return true;
        }

        return false;
    }

    public void Set(Row row, int number, in KlineBar bar, ushort source)
    {
        // Symbols come one after another, each with all its minutes: a row that grew by one would be copied for each of them.
        ref var cell = ref row.At(number, number < symbols ? symbols : Math.Max(Symbols.Count, 2 * row.Cells.Length));
        Count += cell.Source == 0 ? 1 : 0;
        (cell.Bar, cell.Source) = (bar, source);
    }

    /// <summary>Calls an action with the place of the minute, the symbol number and the source object of each bar.</summary>
    public void ForEach(Action<int, int, ushort> action)
    {
        for (var place = 0; place < Minutes; place++)
        {
            var cells = _rows[place]?.Cells;
            for (var number = 0; number < cells?.Length; number++)
            {
                if (cells[number].Source != 0)
                    action(place, number, cells[number].Source);
            }
        }
    }

    /// <summary>Gets the first and the last minute with a bar. At least one bar must exist.</summary>
    public (DateTime First, DateTime Last) Span =>
        (_midnight.AddMinutes(Array.FindIndex(_rows, row => row is not null)), _midnight.AddMinutes(Array.FindLastIndex(_rows, row => row is not null)));

    /// <summary>Gets the minutes that have bars, ascending, with symbols in ordinal order.</summary>
    public IEnumerable<KlineSlice> Slices()
    {
        for (var place = 0; place < Minutes; place++)
        {
            if (_rows[place] is { } row && ToSlice(row, _midnight.AddMinutes(place)) is { Count: > 0 } slice)
                yield return slice;
        }
    }

    /// <summary>Adds the minutes that have bars to a table with the same symbols, in the order of <see cref="Slices"/>.</summary>
    public void CopyTo(KlineTable table)
    {
        for (var place = 0; place < Minutes; place++)
        {
            if (_rows[place] is not { } row)
                continue;
            var (numbers, bars) = table.Room(row.Cells.Length);
            if (Copy(row, numbers.Span, bars.Span) is > 0 and var count)
                table.AddLine(_midnight.AddMinutes(place), count);
        }
    }

    /// <summary>Removes all bars and keeps the memory.</summary>
    public void Clear(DateOnly date)
    {
        (_midnight, Count) = (date.ToDateTime(TimeOnly.MinValue), 0);
        foreach (var row in _rows.OfType<Row>())
        {
            Array.Clear(row.Cells);
            _spare.Push(row);
        }

        Array.Clear(_rows);
        if (Symbols.Count <= MostKept)
            return;
        Symbols = new();
        _spare.Clear();
    }

    private KlineSlice ToSlice(Row row, DateTime minute)
    {
        var (numbers, bars) = (new int[row.Cells.Length], GC.AllocateUninitializedArray<KlineBar>(row.Cells.Length));
        var count = Copy(row, numbers, bars);
        return new KlineSlice(minute, Symbols, new(numbers, 0, count), new(bars, 0, count));
    }

    private int Copy(Row row, Span<int> numbers, Span<KlineBar> bars)
    {
        var count = 0;
        var cells = row.Cells;
        foreach (var number in Symbols.Ordered)
        {
            if ((uint)number >= (uint)cells.Length || cells[number].Source == 0)
                continue;
            (numbers[count], bars[count]) = (number, cells[number].Bar);
            count++;
        }

        return count;
    }

    private static readonly Cell[] Empty = new Cell[1];

    /// <summary>A bar, its source object, and the number of objects that have a bar for this cell.</summary>
    internal struct Cell
    {
        public KlineBar Bar;
        public ushort Source;
        public ushort Versions;
    }

    /// <summary>One minute.</summary>
    internal sealed class Row
    {
        public Cell[] Cells = [];

        public ref Cell At(int number, int length)
        {
            if (number >= Cells.Length)
                Array.Resize(ref Cells, Math.Max(number + 1, length));
            return ref Cells[number];
        }

        public Cell[] Extended(int symbols)
        {
            if (symbols > Cells.Length)
                Array.Resize(ref Cells, symbols);
            return Cells;
        }
    }
}
