using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The result of publishing.</summary>
/// <param name="Manifest">The latest manifest; null when nothing was ever published.</param>
/// <param name="Sessions">The sessions that were published, or published again because they were revised, in order of time.</param>
/// <param name="Files">The files that were added.</param>
/// <param name="Problems">What was not published because it could not be read, or would lose bars.</param>
public sealed record KlineDatasetPublication(
    KlineDatasetManifest? Manifest, IReadOnlyList<DateOnly> Sessions, IReadOnlyList<KlineDatasetFile> Files, IReadOnlyList<StoreProblem> Problems)
{
    /// <summary>Gets whether every session that is over is published.</summary>
    public bool IsComplete => Problems.Count == 0;

    /// <summary>Returns the number of sessions, files and problems in one line, independent of culture.</summary>
    public override string ToString() =>
        $"{Texts.Count(Sessions.Count, "session")} published in {Texts.Count(Files.Count, "file")}, {Texts.Count(Files.Sum(file => file.Size), "byte")}, {Texts.Count(Problems.Count, "problem")}; {(object?)Manifest ?? "no publication"}";
}
