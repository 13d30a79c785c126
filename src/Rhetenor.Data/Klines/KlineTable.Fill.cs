namespace Rhetenor.Data;

/// <summary>How readers fill a table.</summary>
public sealed partial class KlineTable
{
    private const int MaxProblems = 1_000;

    internal (int Lines, int Bars, int Problems, bool HasChecksum) Mark => (Count, BarCount, ProblemCount, HasChecksum);

    /// <summary>Room for more bars behind those there are; a line is finished by <see cref="AddLine"/>.</summary>
    internal (Memory<int> Numbers, Memory<KlineBar> Bars) Room(int bars)
    {
        if (BarCount + bars > _bars.Length)
        {
            var length = Math.Max(BarCount + bars, Math.Max(1_024, _bars.Length * 2));
            _numbers = Grow(_numbers, length);
            _bars = Grow(_bars, length);
        }

        return (_numbers.AsMemory(BarCount), _bars.AsMemory(BarCount));
    }

    /// <param name="minute">The line's minute.</param>
    /// <param name="bars">How many bars it has.</param>
    /// <param name="retrieval">The line's own retrieval; default for none.</param>
    internal void AddLine(DateTime minute, int bars, DateTime retrieval = default)
    {
        _lines.Add((minute, BarCount, bars, retrieval));
        BarCount += bars;
    }

    /// <summary>Whether the line before was of this minute, so that one that only repeats may be passed over.</summary>
    internal bool IsRepeated(DateTime minute) => Count > 0 && _lines[^1].Minute == minute;

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

    private T[] Grow<T>(T[] old, int length)
    {
        var grown = GC.AllocateUninitializedArray<T>(length);
        old.AsSpan(0, BarCount).CopyTo(grown);
        return grown;
    }
}
