using Rhetenor.Data.Format;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Archive;

/// <summary>Merges the daily bars of a year: for each symbol and session, the bar of the latest retrieval counts; of equal retrievals, that
/// of the object added last.</summary>
internal sealed class DailyYear : IDailySink
{
    private const int Days = 366;
    private readonly int _year;
    private readonly DateTime? _asOf;
    private readonly List<Cell[]?> _cells = [];
    private DateTime _retrieval;

    /// <param name="year">The year.</param>
    /// <param name="symbols">The symbols to read; null for all.</param>
    /// <param name="asOf">The latest retrieval to use, Korean time; null for all.</param>
    public DailyYear(int year, IReadOnlyList<string>? symbols = null, DateTime? asOf = null)
    {
        (_year, _asOf) = (year, asOf);
        foreach (var symbol in symbols ?? [])
            Symbols.GetOrAdd(symbol);
        if (symbols is not null)
            Symbols.Close();
    }

    public KlineSymbols Symbols { get; } = new();

    /// <summary>Determines whether there is any bar of a range of dates.</summary>
    public bool HasBars(DateOnly from, DateOnly to)
    {
        var (first, last) = (from.Year < _year ? 0 : from.DayOfYear - 1, to.Year > _year ? Days : to.DayOfYear);
        return _cells.Exists(cells => cells is not null && Array.Exists(cells[first..last], cell => cell.Retrieval != default));
    }

    /// <summary>Gets the number of bars of another year than the object's name has. They are not used.</summary>
    public int Foreign { get; private set; }

    /// <summary>Starts the bars of an object.</summary>
    public void Begin(DailyKey key) => _retrieval = key.Retrieval;

    public void Add(DateOnly date, DateTime retrieval, int symbol, in DailyBar bar)
    {
        var known = retrieval == default ? _retrieval : retrieval;
        if (date.Year != _year)
            Foreign++;
        if (date.Year != _year || known > _asOf)
            return;
        while (_cells.Count <= symbol)
            _cells.Add(null);
        ref var cell = ref (_cells[symbol] ??= new Cell[Days])[date.DayOfYear - 1];
        if (known >= cell.Retrieval)
            cell = new(known, bar);
    }

    /// <summary>Returns a bar; null when there is none.</summary>
    public DailyBar? Find(string symbol, DateOnly date) =>
        Symbols.Find(symbol) is >= 0 and var number && number < _cells.Count && _cells[number] is { } cells && cells[date.DayOfYear - 1] is { Retrieval: var retrieval } cell && retrieval != default
            ? cell.Bar
            : null;

    /// <summary>Returns the bars of a symbol in a range, by date.</summary>
    public IEnumerable<KeyValuePair<DateOnly, DailyBar>> Of(string symbol, DateOnly from, DateOnly to)
    {
        if (Symbols.Find(symbol) is not (>= 0 and var number) || number >= _cells.Count || _cells[number] is not { } cells)
            yield break;
        for (var day = 0; day < Days; day++)
        {
            if (cells[day].Retrieval != default && new DateOnly(_year, 1, 1).AddDays(day) is var date && date >= from && date <= to)
                yield return new(date, cells[day].Bar);
        }
    }

    /// <summary>Returns the sessions of a range that have bars, with symbols in ordinal order.</summary>
    public IEnumerable<KlineSlice> Slices(DateOnly from, DateOnly to)
    {
        for (var day = 0; day < Days; day++)
        {
            var date = new DateOnly(_year, 1, 1).AddDays(day);
            if (date < from || date > to)
                continue;
            var (numbers, bars) = (new List<int>(), new List<KlineBar>());
            foreach (var number in Symbols.Ordered.ToArray())
            {
                if (number < _cells.Count && _cells[number] is { } cells && cells[day].Retrieval != default)
                {
                    numbers.Add(number);
                    bars.Add(cells[day].Bar.ToKline());
                }
            }

            if (numbers.Count > 0)
                yield return new(date.ToDateTime(TimeOnly.MinValue), Symbols, numbers.ToArray(), bars.ToArray());
        }
    }

    private readonly record struct Cell(DateTime Retrieval, DailyBar Bar);
}
