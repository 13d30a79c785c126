using System.Collections;
using System.Diagnostics;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Klines;

/// <summary>The bars of an object, in columns, line by line. Made to be filled again and again without allocating.</summary>
[DebuggerDisplay("{ToString(),nq}")]
[DebuggerTypeProxy(typeof(DebugView<KlineSlice>))]
internal sealed partial class KlineTable : IReadOnlyList<KlineSlice>
{
    // More symbols than any market has came from an object that was refused, or is about to be.
    private const int MostKept = 16_384;
    private readonly List<Line> _lines = [];
    private readonly List<KlineProblem> _problems = [];
    private readonly bool _isShared;

    /// <summary>Makes an empty table.</summary>
    /// <param name="symbols">The symbols to read; rows of others are passed over, and what is wrong with those goes unnoticed.
    /// Null for all.</param>
    /// <exception cref="ArgumentException">A symbol is not one to twelve ASCII letters and digits.</exception>
    public KlineTable(IEnumerable<string>? symbols = null)
    {
        if (symbols is null)
            return;
        foreach (var symbol in symbols)
            SymbolTable.GetOrAdd(ShortCode.CheckSymbol(symbol, nameof(symbols)));
        SymbolTable.Close();
    }

    /// <summary>Makes an empty table whose symbols are numbered as they are elsewhere.</summary>
    internal KlineTable(KlineSymbols symbols) => (SymbolTable, _isShared) = (symbols, true);

    /// <summary>How many lines there are; blank ones do not count, nor those that only repeat what a compacted object's lines of
    /// the minute say together.</summary>
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
            var line = _lines[index];
            return new KlineSlice(
                line.Minute, SymbolTable, new(line.Block.Numbers, line.Start, line.Count), new(line.Block.Bars, line.Start, line.Count), line.Retrieval);
        }
    }

    /// <summary>The start of a line's minute, Korean time, of kind unspecified.</summary>
    public DateTime MinuteAt(int index) => _lines[index].Minute;

    /// <summary>When a line's bars were fetched, Korean time, if it says so itself, as in compacted objects; null when the object's
    /// key tells.</summary>
    public DateTime? RetrievalAt(int index) => _lines[index].Retrieval is var retrieval && retrieval != default ? retrieval : null;

    /// <summary>Empties the table and keeps its memory.</summary>
    public void Clear()
    {
        _lines.Clear();
        _problems.Clear();
        (_block, _used) = (0, 0);
        (BarCount, ProblemCount, HasChecksum) = (0, 0, false);
        if (SymbolTable.Count > MostKept && !SymbolTable.IsClosed && !_isShared)
            SymbolTable = new(KlineLimits.MaxSymbols);
    }

    /// <summary>The lines in the order of the object.</summary>
    public IEnumerator<KlineSlice> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Returns the number of lines and bars, and the minutes of the first and the last line, in one line, the same in every culture.</summary>
    public override string ToString() =>
        $"{Texts.Count(Count, "line")}, {Texts.Count(BarCount, "bar")}{(Count == 0 ? "" : $", {Texts.Range(_lines[0].Minute, _lines[^1].Minute)}")}";
}
