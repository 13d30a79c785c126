using System.Buffers;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Klines;

/// <summary>How readers fill a table. It grows by blocks: nothing is copied, and no line spans two.</summary>
internal sealed partial class KlineTable
{
    private const int MaxProblems = 1_000;
    private const int FirstBlock = 1 << 10;
    private const int LargestBlock = 1 << 16;
    private readonly List<Block> _blocks = [];
    private int _block;
    private int _used;
    private int _mostBars = int.MaxValue;

    internal TableMark Mark => new(Count, BarCount, ProblemCount, HasChecksum, _block, _used);

    /// <summary>Room for the bars of a line, which is finished by <see cref="AddLine"/>.</summary>
    internal (Memory<int> Numbers, Memory<KlineBar> Bars) Room(int bars)
    {
        while (_block < _blocks.Count && _blocks[_block].Size - _used < bars)
            (_block, _used) = (_block + 1, 0);
        if (_block == _blocks.Count)
            _blocks.Add(new Block((int)Math.Max(bars, Math.Min(_mostBars - (long)BarCount, Math.Min(LargestBlock, FirstBlock << Math.Min(_block, 16))))));
        return (_blocks[_block].Numbers.AsMemory(_used), _blocks[_block].Bars.AsMemory(_used));
    }

    /// <param name="minute">The line's minute.</param>
    /// <param name="bars">How many bars it has.</param>
    /// <param name="retrieval">The line's own retrieval; default for none.</param>
    internal void AddLine(DateTime minute, int bars, DateTime retrieval = default)
    {
        if (_block == _blocks.Count)
            Room(bars);
        _lines.Add(new Line(minute, _blocks[_block], _used, bars, retrieval));
        _used += bars;
        BarCount += bars;
        if (BarCount > _mostBars || _lines.Count > KlineLimits.MaxLines)
            throw TooLarge($"{_lines.Count} lines with {BarCount} bars");
    }

    /// <summary>Sets how many bars may be added; null for any number.</summary>
    internal void Allow(int? bars) => _mostBars = bars is { } more ? (int)Math.Min(int.MaxValue, BarCount + (long)more) : int.MaxValue;

    /// <summary>Refuses lines that would take far more room in a day's grid than an object of its size may.</summary>
    internal void RequireDense(int lines, long mostCells)
    {
        // Where the symbols were given, their number is the caller's choice.
        if (SymbolTable.IsClosed)
            return;
        var cells = (_lines.Count - lines) * (long)SymbolTable.Count;
        if (cells > mostCells)
            throw TooLarge($"{_lines.Count - lines} lines of {SymbolTable.Count} symbols");
    }

    private static KlineFormatException TooLarge(string found) => new(0, "data", "no more than an object of its size can have", found);

    /// <summary>Whether the line before was of this minute, so that one that only repeats may be passed over.</summary>
    internal bool IsRepeated(DateTime minute) => Count > 0 && _lines[^1].Minute == minute;

    internal void AddProblem(KlineProblem problem)
    {
        ProblemCount++;
        if (_problems.Count < MaxProblems)
            _problems.Add(problem);
    }

    internal void Rollback(TableMark mark)
    {
        _lines.RemoveRange(mark.Lines, _lines.Count - mark.Lines);
        _problems.RemoveRange(Math.Min(mark.Problems, _problems.Count), Math.Max(0, _problems.Count - mark.Problems));
        (BarCount, ProblemCount, HasChecksum, _block, _used) = (mark.Bars, mark.Problems, mark.HasChecksum, mark.Block, mark.Used);
    }

    internal readonly record struct TableMark(int Lines, int Bars, int Problems, bool HasChecksum, int Block, int Used);

    private readonly record struct Line(DateTime Minute, Block Block, int Start, int Count, DateTime Retrieval);

    /// <summary>Gives the memory to whoever needs some next. Slices of this table are void then.</summary>
    internal void Release()
    {
        Clear();
        foreach (var block in _blocks)
        {
            ArrayPool<int>.Shared.Return(block.Numbers);
            ArrayPool<KlineBar>.Shared.Return(block.Bars);
        }

        _blocks.Clear();
    }

    // Memory from the pool has been used before: the operating system need not clear and map it again.
    private sealed class Block(int bars)
    {
        public int[] Numbers { get; } = ArrayPool<int>.Shared.Rent(bars);

        public KlineBar[] Bars { get; } = ArrayPool<KlineBar>.Shared.Rent(bars);

        public int Size => Math.Min(Numbers.Length, Bars.Length);
    }
}
