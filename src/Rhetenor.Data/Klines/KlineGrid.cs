namespace Rhetenor.Data.Klines;

/// <summary>The cells of one date: a row of bars for each minute, a place for each symbol.</summary>
internal sealed class KlineGrid(DateOnly date)
{
    // More symbols than any market has came from an object that was not what it should be.
    private const int MostKept = 16_384;
    private const int Minutes = 24 * 60;
    private readonly Row?[] _rows = new Row?[Minutes];
    private readonly Stack<Row> _spare = [];
    private DateTime _midnight = date.ToDateTime(TimeOnly.MinValue);

    public KlineSymbols Symbols { get; private set; } = new();

    public int Count { get; private set; }

    /// <summary>The row of a minute of the date.</summary>
    public Row this[DateTime minute] => _rows[Place(minute)] ??= _spare.TryPop(out var row) ? row : new Row();

    /// <summary>The cells of a minute of the date: one for each symbol there is.</summary>
    public Span<Cell> Cells(DateTime minute) => this[minute].Extended(Symbols.Count);

    /// <summary>Tells of cells that were filled by their user.</summary>
    public void Filled(int cells) => Count += cells;

    public static int Place(DateTime minute) => (int)(minute.TimeOfDay.Ticks / TimeSpan.TicksPerMinute);

    /// <summary>A cell; its <see cref="Cell.Source"/> is 0 when there is no bar.</summary>
    public ref readonly Cell Find(int place, int number)
    {
        var row = _rows[place];
        return ref row is not null && (uint)number < (uint)row.Cells.Length ? ref row.Cells[number] : ref Empty[0];
    }

    /// <summary>Whether a symbol has a bar in any minute.</summary>
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
        ref var cell = ref row.At(number, Symbols.Count);
        Count += cell.Source == 0 ? 1 : 0;
        (cell.Bar, cell.Source) = (bar, source);
    }

    /// <summary>Tells of every bar its symbol's number and the object it is from.</summary>
    public void ForEach(Action<int, ushort> tell)
    {
        foreach (var row in _rows)
        {
            for (var number = 0; number < row?.Cells.Length; number++)
            {
                if (row.Cells[number].Source != 0)
                    tell(number, row.Cells[number].Source);
            }
        }
    }

    /// <summary>The first and the last minute with a bar. There must be one.</summary>
    public (DateTime First, DateTime Last) Span =>
        (_midnight.AddMinutes(Array.FindIndex(_rows, row => row is not null)), _midnight.AddMinutes(Array.FindLastIndex(_rows, row => row is not null)));

    /// <summary>The minutes that have bars, ascending, symbols ordinal.</summary>
    public IEnumerable<KlineSlice> Slices()
    {
        for (var place = 0; place < Minutes; place++)
        {
            if (_rows[place] is { } row && ToSlice(row, _midnight.AddMinutes(place)) is { Count: > 0 } slice)
                yield return slice;
        }
    }

    /// <summary>Adds the minutes that have bars to a table of the same symbols, as <see cref="Slices"/> gives them.</summary>
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

    /// <summary>Takes all bars out and keeps the memory.</summary>
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

    /// <summary>A bar, the object it is from, and how many objects have one here.</summary>
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

        public ref Cell At(int number, int symbols)
        {
            if (number >= Cells.Length)
                Array.Resize(ref Cells, Math.Max(symbols, number + 1));
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
