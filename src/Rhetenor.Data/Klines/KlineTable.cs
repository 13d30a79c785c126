using System.Collections;
using System.Diagnostics;
using Rhetenor.Data.Core;
using Rhetenor.Data.Markets;

namespace Rhetenor.Data.Klines;

/// <summary>The bars of an object in columns, line by line. A table can be refilled without allocating.</summary>
[DebuggerDisplay("{ToString(),nq}")]
[DebuggerTypeProxy(typeof(DebugView<KlineSlice>))]
internal sealed partial class KlineTable : IReadOnlyList<KlineSlice>
{
    // No market has more symbols. A larger number came from an object that is refused.
    private const int MostKept = 16_384;
    private readonly List<Line> _lines = [];
    private readonly List<KlineProblem> _problems = [];
    private readonly bool _isShared;

    /// <summary>Creates an empty table.</summary>
    /// <param name="symbols">The symbols to read. Rows of other symbols are skipped without being checked. Null reads all
    /// symbols.</param>
    /// <exception cref="ArgumentException">A symbol is not one to twelve ASCII letters and digits.</exception>
    public KlineTable(IEnumerable<string>? symbols = null)
    {
        if (symbols is null)
            return;
        foreach (var symbol in symbols)
            SymbolTable.GetOrAdd(ShortCode.CheckSymbol(symbol, nameof(symbols)));
        SymbolTable.Close();
    }

    /// <summary>Creates an empty table that shares its symbol numbers with others.</summary>
    public KlineTable(KlineSymbols symbols) => (SymbolTable, _isShared) = (symbols, true);

    /// <summary>Gets the number of lines, excluding blank and merged duplicates.</summary>
    public int Count => _lines.Count;

    /// <summary>Gets the number of bars.</summary>
    public int BarCount { get; private set; }

    /// <summary>Gets the symbols seen, in order of first appearance, including those of earlier contents.</summary>
    public IReadOnlyList<string> Symbols => SymbolTable.Names;

    /// <summary>Gets the rows that could not be read, at most the first thousand.</summary>
    public IReadOnlyList<KlineProblem> Problems => _problems;

    /// <summary>Gets the number of rows that could not be read.</summary>
    public int ProblemCount { get; private set; }

    /// <summary>Gets whether the bytes of the object were verified by a checksum in it. Objects written by this library always contain
    /// one.</summary>
    public bool HasChecksum { get; internal set; }

    public KlineSymbols SymbolTable { get; private set; } = new(KlineLimits.MaxSymbols);

    /// <summary>Gets a line as a slice. The slice shares the memory of this table and is invalid after the table is cleared.</summary>
    public KlineSlice this[int index]
    {
        get
        {
            var line = _lines[index];
            return new KlineSlice(
                line.Minute, SymbolTable, new(line.Block.Numbers, line.Start, line.Count), new(line.Block.Bars, line.Start, line.Count), line.Retrieval);
        }
    }

    /// <summary>Gets the start of a line's minute in Korean time, with <see cref="DateTimeKind.Unspecified"/>.</summary>
    public DateTime MinuteAt(int index) => _lines[index].Minute;

    /// <summary>Counts the lines of another date.</summary>
    public int CountOfOtherDate(DateOnly date) => _lines.Count(line => DateOnly.FromDateTime(line.Minute) != date);

    /// <summary>Gets the retrieval time of a line, in Korean time, if the line contains one, as in compacted objects; null when the key
    /// of the object applies.</summary>
    public DateTime? RetrievalAt(int index) => _lines[index].Retrieval is var retrieval && retrieval != default ? retrieval : null;

    /// <summary>Clears the table and keeps its memory.</summary>
    public void Clear()
    {
        _lines.Clear();
        _problems.Clear();
        (_block, _used) = (0, 0);
        (BarCount, ProblemCount, HasChecksum) = (0, 0, false);
        if (SymbolTable.Count > MostKept && !SymbolTable.IsClosed && !_isShared)
            SymbolTable = new(KlineLimits.MaxSymbols);
    }

    /// <summary>Enumerates the lines in the order of the object.</summary>
    public IEnumerator<KlineSlice> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Returns the number of lines and bars, and the minutes of the first and the last line, in one line, independent of
    /// culture.</summary>
    public override string ToString() =>
        $"{Texts.Count(Count, "line")}, {Texts.Count(BarCount, "bar")}{(Count == 0 ? "" : $", {Texts.Range(_lines[0].Minute, _lines[^1].Minute)}")}";
}
