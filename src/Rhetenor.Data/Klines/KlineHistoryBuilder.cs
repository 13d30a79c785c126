namespace Rhetenor.Data;

/// <summary>Turns slices, which are minute by minute, into columns, symbol by symbol.</summary>
internal sealed class KlineHistoryBuilder
{
    private readonly KlineSymbols _symbols = new();
    private readonly List<Part> _parts = [];
    private DateTime _last = DateTime.MinValue;

    /// <summary>Adds slices, which may be void afterwards.</summary>
    /// <exception cref="ArgumentException">The minutes do not ascend.</exception>
    public void Add(IEnumerable<KlineSlice> slices)
    {
        ArgumentNullException.ThrowIfNull(slices);
        var added = slices.ToArray();
        foreach (var slice in added)
        {
            if (slice.Minute <= _last)
                throw new ArgumentException($"Ascending minutes are expected; {slice.Minute:yyyy-MM-dd HH:mm} is not after {_last:yyyy-MM-dd HH:mm}.", nameof(slices));
            _last = slice.Minute;
        }

        var transposer = new KlineTransposer(added, _symbols);
        var counts = transposer.Counts();
        var columns = new KlineColumns(checked(counts.Sum()));
        transposer.Write(columns, Starts(counts));
        _parts.Add(new Part(columns, Starts(counts), counts));
    }

    public KlineHistory Build()
    {
        var counts = new int[_symbols.Count];
        foreach (var part in _parts)
        {
            for (var number = 0; number < part.Counts.Length; number++)
                counts[number] += part.Counts[number];
        }

        var starts = Starts(counts);
        var columns = _parts.Count == 1 ? _parts[0].Columns : Joined(checked(counts.Sum()), starts.ToArray());
        return new([.. _symbols.Ordered.ToArray().Where(number => counts[number] > 0)
            .Select(number => new KlineSeries(_symbols[number], columns, starts[number], counts[number]))]);
    }

    private KlineColumns Joined(int count, int[] next)
    {
        var columns = new KlineColumns(count);
        foreach (var part in _parts)
        {
            for (var number = 0; number < part.Counts.Length; number++)
            {
                columns.Copy(part.Columns, part.Starts[number], next[number], part.Counts[number]);
                next[number] += part.Counts[number];
            }
        }

        return columns;
    }

    // Each symbol's bars follow those of the symbol before.
    private int[] Starts(int[] counts)
    {
        var starts = new int[counts.Length];
        var start = 0;
        foreach (var number in _symbols.Ordered)
        {
            if (number < counts.Length)
                (starts[number], start) = (start, start + counts[number]);
        }

        return starts;
    }

    /// <summary>The columns of slices that were added together. Later ones may have more symbols.</summary>
    private sealed record Part(KlineColumns Columns, int[] Starts, int[] Counts);
}
