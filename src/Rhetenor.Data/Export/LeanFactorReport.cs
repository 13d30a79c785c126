using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The result of writing LEAN's factor files.</summary>
/// <param name="Files">The number of files written.</param>
/// <param name="Doubts">What nothing proves, one a line: events whose day is not known, resets of base prices without a factor, and sessions
/// whose masters were not searched for events. LEAN's files have no room for it.</param>
public sealed record LeanFactorReport(int Files, IReadOnlyList<string> Doubts)
{
    /// <summary>Returns the numbers of files and doubts in one line, independent of culture.</summary>
    public override string ToString() => $"{Texts.Count(Files, "file")}, {Texts.Count(Doubts.Count, "doubt")}";
}
