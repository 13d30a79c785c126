using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The files of a dataset that the latest manifest does not name.</summary>
public sealed record KlineDatasetRemoval
{
    internal KlineDatasetRemoval(IReadOnlyList<ObjectInfo> files, IReadOnlyList<StoreProblem> kept) =>
        (Files, Kept) = (files, kept);

    /// <summary>Gets the files that were removed, or that can be.</summary>
    public IReadOnlyList<ObjectInfo> Files { get; init; }

    /// <summary>Gets the files that stay, each with the reason.</summary>
    public IReadOnlyList<StoreProblem> Kept { get; init; }

    /// <summary>Returns the numbers of files and bytes in one line, independent of culture.</summary>
    public override string ToString() =>
        $"{Texts.Count(Files.Count, "superseded file")}, {Texts.Count(Files.Sum(file => file.Size), "byte")}; {Kept.Count} kept"
        + (Kept.Count == 0 ? "" : $"; {Kept[0].Key}: {Kept[0].Message}");
}
