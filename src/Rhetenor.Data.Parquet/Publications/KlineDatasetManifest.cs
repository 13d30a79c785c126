using System.Text.Json.Serialization;
using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>One publication of a dataset: all its sessions, and the files that contain their bars. Files that it does not name are not
/// part of the dataset.</summary>
public sealed record KlineDatasetManifest
{
    [JsonConstructor]
    internal KlineDatasetManifest(
        int number, string exchange, DateTimeOffset published, IReadOnlyList<KlineDatasetSession> sessions, IReadOnlyList<KlineDatasetFile> files, IReadOnlyList<string> superseded) =>
        (Number, Exchange, Published, Sessions, Files, Superseded) =
        (number, exchange, published, sessions, files, superseded);

    /// <summary>Gets the number of the publication, from 1.</summary>
    public int Number { get; init; }

    /// <summary>Gets the code of the venue: <c>J</c>, <c>NX</c> or <c>UN</c>.</summary>
    public string Exchange { get; init; }

    /// <summary>Gets the time of the publication, +09:00.</summary>
    public DateTimeOffset Published { get; init; }

    /// <summary>Gets the published sessions, in order of time.</summary>
    public IReadOnlyList<KlineDatasetSession> Sessions { get; init; }

    /// <summary>Gets the files, in order of time and symbol.</summary>
    public IReadOnlyList<KlineDatasetFile> Files { get; init; }

    /// <summary>Gets the keys of the files that the publication before this one named, and that this one replaces.</summary>
    public IReadOnlyList<string> Superseded { get; init; }

    /// <summary>Gets the number of bars.</summary>
    [JsonIgnore]
    public long Bars => Sessions.Sum(session => session.Bars);

    /// <summary>Returns number, sessions, bars and files in one line, independent of culture.</summary>
    public override string ToString() =>
        $"publication {Number} of {Exchange}: {Texts.Count(Sessions.Count, "session")}, {Texts.Count(Bars, "bar")}, {Texts.Count(Files.Count, "file")}";
}
