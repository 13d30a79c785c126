using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>Which objects a <see cref="KlineCompactor"/> works on, and how.</summary>
public sealed record KlineCompactorOptions
{
    /// <summary>Venue, names and limits.</summary>
    public KlineArchiveOptions Archive { get; set; } = new();

    /// <summary>Keeps every value a bar has had, with its retrieval: <see cref="KlineQuery.AsOf"/> and
    /// <see cref="KlineArchive.ReadVersionsAsync"/> then say the same as before.</summary>
    /// <value>Default true: it costs next to nothing, as few bars are revised. False keeps the value that counts.</value>
    public bool KeepVersions { get; set; } = true;

    /// <summary>The zstd level, 1 to 19.</summary>
    /// <value>Default 19, which here searches longer than elsewhere: a day of every listed symbol takes minutes, and is a third smaller
    /// than at level 3.</value>
    public int CompressionLevel { get; set; } = 19;

    /// <summary>Works on sessions too that are not over, or whose figures may still change. A logger goes on writing objects there, so it
    /// has to be done again.</summary>
    /// <value>Default false.</value>
    public bool IncludeOpenSessions { get; set; }

    /// <summary>How writes with an unknown outcome are repeated.</summary>
    /// <value>Default five attempts.</value>
    public RetryOptions Retry { get; set; } = new();

    internal KlineCompactorOptions Checked(OptionCheck check = default) => this with
    {
        Archive = check.Nested(Archive, (archive, inner) => archive.Checked(inner)),
        CompressionLevel = check.Within(CompressionLevel, 1, 19),
        Retry = check.Nested(Retry, (retry, inner) => retry.Checked(inner)),
    };
}
