namespace Rhetenor.Data;

/// <summary>Writes slices, which are minute by minute, into columns, symbol by symbol.</summary>
internal sealed class KlineTransposer
{
    // Of so many minutes, bars are written symbol by symbol: whole cache lines, and few pages at a time.
    private const int Together = 16;
    private readonly List<Run> _runs = [];
    private readonly KlineSymbols _symbols;

    /// <param name="slices">The slices, minutes ascending.</param>
    /// <param name="symbols">The symbols of the columns; those of the slices are added.</param>
    public KlineTransposer(KlineSlice[] slices, KlineSymbols symbols)
    {
        _symbols = symbols;
        for (var (from, to) = (0, 0); from < slices.Length; from = to)
        {
            var table = slices[from].SymbolTable;
            while (to < slices.Length && slices[to].SymbolTable == table)
                to++;
            _runs.Add(new Run(table, [.. table.Names.Select(symbols.GetOrAdd)], [.. slices[from..to].Select(LineOf)]));
        }
    }

    /// <summary>How many bars there are, by number of symbol.</summary>
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

    /// <summary>Writes the bars.</summary>
    /// <param name="columns">Where to.</param>
    /// <param name="next">Where each symbol's first bar goes; behind its last one afterwards.</param>
    public void Write(KlineColumns columns, int[] next)
    {
        foreach (var run in _runs)
        {
            for (var from = 0; from < run.Lines.Length; from += Together)
                Write(run, run.Lines.AsSpan(from, Math.Min(Together, run.Lines.Length - from)), columns, next);
        }
    }

    private static void Write(Run run, ReadOnlySpan<Line> lines, KlineColumns columns, int[] next)
    {
        Span<int> read = stackalloc int[lines.Length];
        read.Clear();
        // Within a line, too, symbols are in this order.
        foreach (var number in run.Symbols.Ordered)
        {
            ref var to = ref next[run.Places[number]];
            for (var i = 0; i < lines.Length; i++)
            {
                ref readonly var line = ref lines[i];
                var at = read[i];
                if (at < line.Numbers.Count && line.Numbers.Array![line.Numbers.Offset + at] == number)
                {
                    columns.Set(to++, line.Minute, line.Bars.Array![line.Bars.Offset + at]);
                    read[i] = at + 1;
                }
            }
        }
    }

    private static Line LineOf(KlineSlice slice)
    {
        var (numbers, bars) = slice.Segments;
        return new(slice.Minute, numbers, bars);
    }

    /// <summary>Slices that number their symbols alike.</summary>
    private readonly record struct Run(KlineSymbols Symbols, int[] Places, Line[] Lines);

    private readonly record struct Line(DateTime Minute, ArraySegment<int> Numbers, ArraySegment<KlineBar> Bars);
}
