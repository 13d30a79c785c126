namespace Rhetenor.Data.Klines;

/// <summary>Writes slices, which are ordered by minute, into columns per symbol.</summary>
/// <remarks>Uses a buffer of a few symbols and some hundred minutes that fits the cache of a core, so that both reads and writes are
/// sequential.</remarks>
internal sealed class KlineTransposer
{
    private const int Symbols = 16;
    private const int Minutes = 512;
    private readonly List<Run> _runs = [];
    private readonly KlineSymbols _symbols;
    private readonly KlineBar[] _bars;
    private readonly DateTime[] _minutes;

    /// <param name="slices">The slices, minutes ascending.</param>
    /// <param name="symbols">The symbols of the columns. Symbols of the slices are added.</param>
    public KlineTransposer(KlineSlice[] slices, KlineSymbols symbols)
    {
        _symbols = symbols;
        for (var (from, to) = (0, 0); from < slices.Length; from = to)
        {
            var table = slices[from].SymbolTable;
            while (to < slices.Length && to - from < Minutes && slices[to].SymbolTable == table)
                to++;
            _runs.Add(new Run(table, [.. table.Names.Select(symbols.GetOrAdd)], [.. slices[from..to].Select(LineOf)]));
        }

        var cells = Symbols * Math.Min(Minutes, slices.Length);
        (_bars, _minutes) = (GC.AllocateUninitializedArray<KlineBar>(cells), GC.AllocateUninitializedArray<DateTime>(cells));
    }

    /// <summary>Gets the number of bars by symbol number.</summary>
    public int[] Counts()
    {
        var counts = new int[_symbols.Count];
        foreach (var run in _runs)
        {
            foreach (var line in run.Lines)
            {
                foreach (var number in line.Numbers.AsSpan())
                    counts[run.Places[number]]++;
            }
        }

        return counts;
    }

    /// <summary>Passes on the bars, in order of time for each symbol.</summary>
    public void Write<TSink>(TSink sink)
        where TSink : IKlineSink
    {
        foreach (var run in _runs)
            Write(run, sink);
    }

    private void Write<TSink>(Run run, TSink sink)
        where TSink : IKlineSink
    {
        var ordered = run.Symbols.Ordered;
        var ranks = new int[ordered.Length];
        for (var rank = 0; rank < ranks.Length; rank++)
            ranks[ordered[rank]] = rank;
        var read = new int[run.Lines.Length];
        Span<int> counts = stackalloc int[Symbols];
        for (var first = 0; first < ordered.Length; first += Symbols)
        {
            counts.Clear();
            Gather(run.Lines, read, ranks, first, counts);
            for (var i = 0; i < Symbols && first + i < ordered.Length; i++)
            {
                var start = i * run.Lines.Length;
                if (counts[i] > 0)
                    sink.Add(run.Places[ordered[first + i]], _minutes.AsSpan(start, counts[i]), _bars.AsSpan(start, counts[i]));
            }
        }
    }

    // Symbols are in order within a line too. Each line continues where the last call stopped.
    private void Gather(Line[] lines, int[] read, int[] ranks, int first, Span<int> counts)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            var numbers = lines[i].Numbers.AsSpan();
            var bars = lines[i].Bars.AsSpan();
            var at = read[i];
            for (; at < numbers.Length && ranks[numbers[at]] - first is < Symbols and var symbol; at++)
            {
                var cell = (symbol * lines.Length) + counts[symbol]++;
                _bars[cell] = bars[at];
                _minutes[cell] = lines[i].Minute;
            }

            read[i] = at;
        }
    }

    private static Line LineOf(KlineSlice slice)
    {
        var (numbers, bars) = slice.Segments;
        return new(slice.Minute, numbers, bars);
    }

    /// <summary>Slices that share symbol numbers.</summary>
    private readonly record struct Run(KlineSymbols Symbols, int[] Places, Line[] Lines);

    private readonly record struct Line(DateTime Minute, ArraySegment<int> Numbers, ArraySegment<KlineBar> Bars);
}
