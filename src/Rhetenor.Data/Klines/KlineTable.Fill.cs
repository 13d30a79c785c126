namespace Rhetenor.Data;

/// <summary>How readers fill a table. It grows by blocks: nothing is copied, and no line spans two.</summary>
public sealed partial class KlineTable
{
    private const int MaxProblems = 1_000;
    private const int FirstBlock = 1 << 10;
    private const int LargestBlock = 1 << 16;
    private readonly List<Block> _blocks = [];
    private int _block;
    private int _used;

    internal TableMark Mark => new(Count, BarCount, ProblemCount, HasChecksum, _block, _used);

    /// <summary>Room for the bars of a line, which is finished by <see cref="AddLine"/>.</summary>
    internal (Memory<int> Numbers, Memory<KlineBar> Bars) Room(int bars)
    {
        while (_block < _blocks.Count && _blocks[_block].Bars.Length - _used < bars)
            (_block, _used) = (_block + 1, 0);
        if (_block == _blocks.Count)
            _blocks.Add(new Block(Math.Max(bars, Math.Min(LargestBlock, FirstBlock << Math.Min(_block, 16)))));
        return (_blocks[_block].Numbers.AsMemory(_used), _blocks[_block].Bars.AsMemory(_used));
    }

    internal void AddLine(DateTime minute, int bars)
    {
        if (_block == _blocks.Count)
            Room(bars);
        _lines.Add(new Line(minute, _blocks[_block], _used, bars));
        _used += bars;
        BarCount += bars;
    }

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

    private readonly record struct Line(DateTime Minute, Block Block, int Start, int Count);

    private sealed class Block(int bars)
    {
        public int[] Numbers { get; } = GC.AllocateUninitializedArray<int>(bars);

        public KlineBar[] Bars { get; } = GC.AllocateUninitializedArray<KlineBar>(bars);
    }
}
