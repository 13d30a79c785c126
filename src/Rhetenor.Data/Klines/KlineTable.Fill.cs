namespace Rhetenor.Data;

/// <summary>How readers fill a table.</summary>
public sealed partial class KlineTable
{
    private const int MaxProblems = 1_000;
    private const int LowLimit = 1_000_000;
    private int _mostBars = int.MaxValue;

    internal (int Lines, int Bars, int Problems, bool HasChecksum) Mark => (Count, BarCount, ProblemCount, HasChecksum);

    /// <summary>Room for more bars behind those there are; a line is finished by <see cref="AddLine"/>.</summary>
    internal (Memory<int> Numbers, Memory<KlineBar> Bars) Room(int bars)
    {
        if (BarCount + bars > _bars.Length)
        {
            var length = Math.Max(BarCount + bars, Doubled(bars));
            _numbers = Grow(_numbers, length);
            _bars = Grow(_bars, length);
        }

        return (_numbers.AsMemory(BarCount), _bars.AsMemory(BarCount));
    }

    internal void AddLine(DateTime minute, int bars)
    {
        _lines.Add((minute, BarCount, bars));
        BarCount += bars;
        if (BarCount > _mostBars || _lines.Count > KlineLimits.MaxLines)
            throw TooLarge($"{_lines.Count} lines with {BarCount} bars");
    }

    /// <summary>Sets how many bars may be added; null for any number.</summary>
    internal void Allow(int? bars) => _mostBars = bars is { } more ? (int)Math.Min(int.MaxValue, BarCount + (long)more) : int.MaxValue;

    /// <summary>Refuses lines that would take far more room in a day's grid than their bars do.</summary>
    internal void RequireDense(int lines, int bars)
    {
        var cells = (_lines.Count - lines) * (long)SymbolTable.Count;
        if (cells > KlineLimits.FreeCells && cells > (BarCount - bars) * (long)KlineLimits.CellsPerBar)
            throw TooLarge($"{_lines.Count - lines} lines of {SymbolTable.Count} symbols with {BarCount - bars} bars");
    }

    private static KlineObjectException TooLarge(string what) => new(KlineObjectError.TooLarge, $"{what} are more than an object of its size can have.");

    internal void AddProblem(KlineProblem problem)
    {
        ProblemCount++;
        if (_problems.Count < MaxProblems)
            _problems.Add(problem);
    }

    internal void Rollback((int Lines, int Bars, int Problems, bool HasChecksum) mark)
    {
        _lines.RemoveRange(mark.Lines, _lines.Count - mark.Lines);
        _problems.RemoveRange(Math.Min(mark.Problems, _problems.Count), Math.Max(0, _problems.Count - mark.Problems));
        (BarCount, ProblemCount, HasChecksum) = (mark.Bars, mark.Problems, mark.HasChecksum);
    }

    // What is copied while it grows counts as well: near a low limit it grows to the limit at once.
    private int Doubled(int bars)
    {
        var (doubled, most) = (Math.Max(1_024, _bars.Length * 2L), _mostBars + (long)bars);
        return (int)Math.Min(most, most <= LowLimit && doubled >= most / 2 ? most : doubled);
    }

    private T[] Grow<T>(T[] old, int length)
    {
        var grown = GC.AllocateUninitializedArray<T>(length);
        old.AsSpan(0, BarCount).CopyTo(grown);
        return grown;
    }
}
