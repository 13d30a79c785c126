using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>The result of publishing.</summary>
public sealed record KlineDatasetPublication
{
    internal KlineDatasetPublication(
        KlineDatasetManifest? manifest, IReadOnlyList<DateOnly> sessions, IReadOnlyList<KlineDatasetFile> files, IReadOnlyList<StoreProblem> problems) =>
        (Manifest, Sessions, Files, Problems) = (manifest, sessions, files, problems);

    /// <summary>Gets the latest manifest; null when nothing was ever published.</summary>
    public KlineDatasetManifest? Manifest { get; init; }

    /// <summary>Gets the sessions that were published, or published again because they were revised, in order of time: Korean dates.</summary>
    public IReadOnlyList<DateOnly> Sessions { get; init; }

    /// <summary>Gets the files that were added.</summary>
    public IReadOnlyList<KlineDatasetFile> Files { get; init; }

    /// <summary>Gets what was not published because it could not be read, or would lose bars.</summary>
    public IReadOnlyList<StoreProblem> Problems { get; init; }

    /// <summary>Gets whether every session that is over is published.</summary>
    public bool IsComplete => Problems.Count == 0;

    /// <summary>Returns the number of sessions, files and problems in one line, independent of culture.</summary>
    public override string ToString() =>
        $"{Texts.Count(Sessions.Count, "session")} published in {Texts.Count(Files.Count, "file")}, {Texts.Count(Files.Sum(file => file.Size), "byte")}, {Texts.Count(Problems.Count, "problem")}; {(object?)Manifest ?? "no publication"}";
}
