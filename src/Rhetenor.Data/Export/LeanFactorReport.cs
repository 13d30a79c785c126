using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The result of writing LEAN's factor files.</summary>
public sealed record LeanFactorReport
{
    internal LeanFactorReport(int files, IReadOnlyList<string> doubts) =>
        (Files, Doubts) = (files, doubts);

    /// <summary>Gets the number of files written.</summary>
    public int Files { get; init; }

    /// <summary>Gets what nothing proves, one a line: events whose day is not known, resets of base prices without a factor, and sessions
    /// whose masters were not searched for events. LEAN's files have no room for it.</summary>
    public IReadOnlyList<string> Doubts { get; init; }

    /// <summary>Returns the numbers of files and doubts in one line, independent of culture.</summary>
    public override string ToString() => $"{Texts.Count(Files, "file")}, {Texts.Count(Doubts.Count, "doubt")}";
}
