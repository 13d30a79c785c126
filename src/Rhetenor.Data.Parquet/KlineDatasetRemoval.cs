using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The files of a dataset that the latest manifest does not name.</summary>
/// <param name="Files">The files that were removed, or that can be.</param>
/// <param name="Kept">The files that stay, each with the reason.</param>
public sealed record KlineDatasetRemoval(IReadOnlyList<ObjectInfo> Files, IReadOnlyList<StoreProblem> Kept)
{
    /// <summary>Returns the numbers of files and bytes in one line, independent of culture.</summary>
    public override string ToString() =>
        $"{Texts.Count(Files.Count, "superseded file")}, {Texts.Count(Files.Sum(file => file.Size), "byte")}; {Kept.Count} kept"
        + (Kept.Count == 0 ? "" : $"; {Kept[0].Key}: {Kept[0].Message}");
}
