using System.Buffers;

namespace Rhetenor.Data.Klines;

/// <summary>The part of a table that readers fill. The table grows by blocks, so that nothing is copied. A line is always within one
/// block.</summary>
internal sealed partial class KlineTable
{
    private const int MaxProblems = 1_000;
    private const int FirstBlock = 1 << 10;
    private const int LargestBlock = 1 << 16;
    private readonly List<Block> _blocks = [];
    private int _block;
    private int _used;
    private int _mostBars = int.MaxValue;

    public TableMark Mark => new(Count, BarCount, ProblemCount, HasChecksum, _block, _used);

    /// <summary>Reserves room for the bars of a line. <see cref="AddLine"/> completes the line.</summary>
    public (Memory<int> Numbers, Memory<KlineBar> Bars) Room(int bars)
    {
        while (_block < _blocks.Count && _blocks[_block].Size - _used < bars)
            (_block, _used) = (_block + 1, 0);
        if (_block == _blocks.Count)
            _blocks.Add(new Block((int)Math.Max(bars, Math.Min(_mostBars - (long)BarCount, Math.Min(LargestBlock, FirstBlock << Math.Min(_block, 16))))));
        return (_blocks[_block].Numbers.AsMemory(_used), _blocks[_block].Bars.AsMemory(_used));
    }

    /// <param name="minute">The minute of the line.</param>
    /// <param name="bars">The number of bars.</param>
    /// <param name="retrieval">The retrieval time of the line; default for none.</param>
    public void AddLine(DateTime minute, int bars, DateTime retrieval = default)
    {
        if (_block == _blocks.Count)
            Room(bars);
        _lines.Add(new Line(minute, _blocks[_block], _used, bars, retrieval));
        _used += bars;
        BarCount += bars;
        if (BarCount > _mostBars || _lines.Count > KlineLimits.MaxLines)
            throw TooLarge($"{_lines.Count} lines with {BarCount} bars");
    }

    /// <summary>Sets the maximum number of bars that may be added; null for no limit.</summary>
    public void Allow(int? bars) => _mostBars = bars is { } more ? (int)Math.Min(int.MaxValue, BarCount + (long)more) : int.MaxValue;

    /// <summary>Refuses lines that would take far more room in the grid of a day than an object of this size may.</summary>
    public void RequireDense(int lines, long mostCells)
    {
        // When the caller gave the symbols, their number is the caller's choice.
        if (SymbolTable.IsClosed)
            return;
        var cells = (_lines.Count - lines) * (long)SymbolTable.Count;
        if (cells > mostCells)
            throw TooLarge($"{_lines.Count - lines} lines of {SymbolTable.Count} symbols");
    }

    private static KlineFormatException TooLarge(string found) => new(0, "data", "no more than an object of its size can have", found);

    /// <summary>Determines whether the previous line has this minute, so that a repeating line may be skipped.</summary>
    public bool IsRepeated(DateTime minute) => Count > 0 && _lines[^1].Minute == minute;

    public void AddProblem(KlineProblem problem)
    {
        ProblemCount++;
        if (_problems.Count < MaxProblems)
            _problems.Add(problem);
    }

    public void Rollback(TableMark mark)
    {
        _lines.RemoveRange(mark.Lines, _lines.Count - mark.Lines);
        _problems.RemoveRange(Math.Min(mark.Problems, _problems.Count), Math.Max(0, _problems.Count - mark.Problems));
        (BarCount, ProblemCount, HasChecksum, _block, _used) = (mark.Bars, mark.Problems, mark.HasChecksum, mark.Block, mark.Used);
    }

    internal readonly record struct TableMark(int Lines, int Bars, int Problems, bool HasChecksum, int Block, int Used);

    private readonly record struct Line(DateTime Minute, Block Block, int Start, int Count, DateTime Retrieval);

    /// <summary>Returns the memory to the pool. Slices of this table are then invalid.</summary>
    public void Release()
    {
        Clear();
        foreach (var block in _blocks)
        {
            ArrayPool<int>.Shared.Return(block.Numbers);
            ArrayPool<KlineBar>.Shared.Return(block.Bars);
        }

        _blocks.Clear();
    }

    // Pooled memory was used before, so the operating system need not clear and map it again.
    private sealed class Block(int bars)
    {
        public int[] Numbers { get; } = ArrayPool<int>.Shared.Rent(bars);

        public KlineBar[] Bars { get; } = ArrayPool<KlineBar>.Shared.Rent(bars);

        public int Size => Math.Min(Numbers.Length, Bars.Length);
    }
}
