using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The comparison of a dataset with an archive.</summary>
/// <param name="Manifest">The publication that was compared; null when nothing was published.</param>
/// <param name="Bars">The number of bars that are equal.</param>
/// <param name="Files">The number of files that have the bytes of the manifest.</param>
/// <param name="Unpublished">The archive's sessions that are over and not published, or revised since, in order of time.</param>
/// <param name="Problems">Files that are missing or damaged, bars that differ, and what the archive could not read.</param>
public sealed record KlineDatasetReport(
    KlineDatasetManifest? Manifest, long Bars, int Files, IReadOnlyList<DateOnly> Unpublished, IReadOnlyList<StoreProblem> Problems)
{
    /// <summary>Gets whether the dataset has the archive's bars, all and no others.</summary>
    public bool IsEqual => Problems.Count == 0 && Unpublished.Count == 0;

    /// <summary>Returns the numbers in one line, independent of culture.</summary>
    public override string ToString() =>
        $"{(IsEqual ? "equal" : "different")}: {Texts.Count(Bars, "equal bar")} in {Texts.Count(Files, "sound file")}, {Texts.Count(Unpublished.Count, "unpublished session")}, {Texts.Count(Problems.Count, "problem")}";
}
