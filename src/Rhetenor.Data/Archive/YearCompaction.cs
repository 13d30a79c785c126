namespace Rhetenor.Data;

/// <summary>The result of compacting the daily bars (일봉) of a year.</summary>
public sealed record YearCompaction
{
    internal YearCompaction(int year, string? compacted, IReadOnlyList<StoreProblem> problems) =>
        (Year, Compacted, Problems) = (year, compacted, problems);

    /// <summary>Gets the year.</summary>
    public int Year { get; init; }

    /// <summary>Gets the key of the object written; null when the year has one object already, or failed.</summary>
    public string? Compacted { get; init; }

    /// <summary>Gets why the year is left as it is; empty when it did not fail.</summary>
    public IReadOnlyList<StoreProblem> Problems { get; init; }

    /// <summary>Returns the year and its outcome in one line, independent of culture.</summary>
    public override string ToString() =>
        $"{Year}: {(Problems.Count > 0 ? $"{Problems[0].Key}: {Problems[0].Message}" : Compacted ?? "nothing to do")}";
}
