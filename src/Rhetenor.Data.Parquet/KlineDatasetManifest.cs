using System.Text.Json.Serialization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>One publication of a dataset: all its sessions, and the files that contain their bars. Files that it does not name are not
/// part of the dataset.</summary>
/// <param name="Number">The number of the publication, from 1.</param>
/// <param name="Exchange">The code of the venue: <c>J</c>, <c>NX</c> or <c>UN</c>.</param>
/// <param name="Published">The time of the publication.</param>
/// <param name="Sessions">The published sessions, in order of time.</param>
/// <param name="Files">The files, in order of time and symbol.</param>
/// <param name="Superseded">The keys of the files that the publication before this one named, and that this one replaces.</param>
public sealed record KlineDatasetManifest(
    int Number,
    string Exchange,
    DateTimeOffset Published,
    IReadOnlyList<KlineDatasetSession> Sessions,
    IReadOnlyList<KlineDatasetFile> Files,
    IReadOnlyList<string> Superseded)
{
    /// <summary>Gets the number of bars.</summary>
    [JsonIgnore]
    public long Bars => Sessions.Sum(session => session.Bars);

    /// <summary>Returns number, sessions, bars and files in one line, independent of culture.</summary>
    public override string ToString() =>
        $"publication {Number} of {Exchange}: {Texts.Count(Sessions.Count, "session")}, {Texts.Count(Bars, "bar")}, {Texts.Count(Files.Count, "file")}";
}
