using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The comparison of a dataset with an archive.</summary>
public sealed record KlineDatasetReport
{
    internal KlineDatasetReport(
        KlineDatasetManifest? manifest, long bars, int files, IReadOnlyList<DateOnly> unpublished, IReadOnlyList<StoreProblem> problems) =>
        (Manifest, Bars, Files, Unpublished, Problems) = (manifest, bars, files, unpublished, problems);

    /// <summary>Gets the publication that was compared; null when nothing was published.</summary>
    public KlineDatasetManifest? Manifest { get; init; }

    /// <summary>Gets the number of bars that are equal.</summary>
    public long Bars { get; init; }

    /// <summary>Gets the number of files that have the bytes of the manifest.</summary>
    public int Files { get; init; }

    /// <summary>Gets the archive's sessions that are over and not published, or revised since, in order of time.</summary>
    public IReadOnlyList<DateOnly> Unpublished { get; init; }

    /// <summary>Gets files that are missing or damaged, bars that differ, and what the archive could not read.</summary>
    public IReadOnlyList<StoreProblem> Problems { get; init; }

    /// <summary>Gets whether the dataset has the archive's bars, all and no others.</summary>
    public bool IsEqual => Problems.Count == 0 && Unpublished.Count == 0;

    /// <summary>Returns the numbers in one line, independent of culture.</summary>
    public override string ToString() =>
        $"{(IsEqual ? "equal" : "different")}: {Texts.Count(Bars, "equal bar")} in {Texts.Count(Files, "sound file")}, {Texts.Count(Unpublished.Count, "unpublished session")}, {Texts.Count(Problems.Count, "problem")}";
}
