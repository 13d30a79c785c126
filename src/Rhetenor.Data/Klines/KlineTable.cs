using System.Collections;

namespace Rhetenor.Data;

/// <summary>The bars of an object, in columns, line by line. Made to be filled again and again without allocating.</summary>
public sealed partial class KlineTable : IReadOnlyList<KlineSlice>
{
    // More symbols than any market has came from an object that was refused, or is about to be.
    private const int MostKept = 16_384;
    private readonly List<(DateTime Minute, int Start, int Count)> _lines = [];
    private readonly List<KlineProblem> _problems = [];
    private int[] _numbers = [];
    private KlineBar[] _bars = [];

    /// <summary>How many lines there are; blank ones do not count.</summary>
    public int Count => _lines.Count;

    /// <summary>How many bars there are.</summary>
    public int BarCount { get; private set; }

    /// <summary>The symbols seen, in order of first appearance. Those of earlier contents stay.</summary>
    public IReadOnlyList<string> Symbols => SymbolTable.Names;

    /// <summary>Rows that could not be read; the first thousand of them.</summary>
    public IReadOnlyList<KlineProblem> Problems => _problems;

    /// <summary>How many rows could not be read.</summary>
    public int ProblemCount { get; private set; }

    /// <summary>Whether the object's bytes were held against a checksum in it. What this library writes always has one.</summary>
    public bool HasChecksum { get; internal set; }

    internal KlineSymbols SymbolTable { get; private set; } = new(KlineLimits.MaxSymbols);

    /// <summary>A line as a slice. It shows this table's memory, and is void once the table is cleared.</summary>
    public KlineSlice this[int index]
    {
        get
        {
            var (minute, start, count) = _lines[index];
            return new KlineSlice(minute, SymbolTable, _numbers.AsMemory(start, count), _bars.AsMemory(start, count));
        }
    }

    /// <summary>The start of a line's minute, Korean time, of kind unspecified.</summary>
    public DateTime MinuteAt(int index) => _lines[index].Minute;

    /// <summary>Empties the table and keeps its memory.</summary>
    public void Clear()
    {
        _lines.Clear();
        _problems.Clear();
        (BarCount, ProblemCount, HasChecksum) = (0, 0, false);
        if (SymbolTable.Count > MostKept)
            SymbolTable = new(KlineLimits.MaxSymbols);
    }

    /// <summary>The lines in the order of the object.</summary>
    public IEnumerator<KlineSlice> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
