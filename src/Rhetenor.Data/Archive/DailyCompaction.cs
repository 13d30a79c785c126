using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The result of compacting daily bars (일봉).</summary>
public sealed record DailyCompaction
{
    internal DailyCompaction(IReadOnlyList<YearCompaction> years, IReadOnlyList<string> coverage, IReadOnlyList<StoreProblem> problems) =>
        (Years, Coverage, Problems) = (years, coverage, problems);

    /// <summary>Gets the result of each year that has objects, by year.</summary>
    public IReadOnlyList<YearCompaction> Years { get; init; }

    /// <summary>Gets the keys of the merged coverage objects written.</summary>
    public IReadOnlyList<string> Coverage { get; init; }

    /// <summary>Gets why coverage was not merged; empty when it was, or did not need to be.</summary>
    public IReadOnlyList<StoreProblem> Problems { get; init; }

    /// <summary>Gets whether nothing failed.</summary>
    public bool IsComplete => Problems.Count == 0 && Years.All(year => year.Problems.Count == 0);

    /// <summary>Returns the numbers in one line, independent of culture.</summary>
    public override string ToString() =>
        $"{Texts.Count(Years.Count(year => year.Compacted is not null), "year")} of {Years.Count} compacted, {Texts.Count(Coverage.Count, "merged coverage object")}, {Texts.Count(Problems.Count + Years.Sum(year => year.Problems.Count), "problem")}";
}
