namespace Rhetenor.Data;

/// <summary>The cells of one date: a row of bars for each minute, a place for each symbol.</summary>
internal sealed class KlineGrid(DateOnly date)
{
    private const int Minutes = 24 * 60;
    private readonly Row?[] _rows = new Row?[Minutes];

    public KlineSymbols Symbols { get; } = new();

    public int Count { get; private set; }

    /// <summary>The row of a minute of the date.</summary>
    public Row this[DateTime minute] => _rows[Place(minute)] ??= new Row();

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

    /// <summary>The first and the last minute with a bar. There must be one.</summary>
    public (DateTime First, DateTime Last) Span
    {
        get
        {
            var midnight = date.ToDateTime(TimeOnly.MinValue);
            return (midnight.AddMinutes(Array.FindIndex(_rows, row => row is not null)), midnight.AddMinutes(Array.FindLastIndex(_rows, row => row is not null)));
        }
    }

    /// <summary>The minutes that have bars, ascending, symbols ordinal.</summary>
    public IEnumerable<KlineSlice> Slices()
    {
        for (var place = 0; place < Minutes; place++)
        {
            if (_rows[place] is { } row && ToSlice(row, date.ToDateTime(TimeOnly.MinValue).AddMinutes(place)) is { Count: > 0 } slice)
                yield return slice;
        }
    }

    private KlineSlice ToSlice(Row row, DateTime minute)
    {
        var (numbers, bars, count) = (new int[row.Cells.Length], new KlineBar[row.Cells.Length], 0);
        foreach (var number in Symbols.Ordered)
        {
            if (number >= row.Cells.Length || row.Cells[number].Source == 0)
                continue;
            (numbers[count], bars[count]) = (number, row.Cells[number].Bar);
            count++;
        }

        return new KlineSlice(minute, Symbols, numbers.AsMemory(0, count), bars.AsMemory(0, count));
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
    }
}
