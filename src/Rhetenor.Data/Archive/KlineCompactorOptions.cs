using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>Options for a <see cref="KlineCompactor"/>.</summary>
public sealed record KlineCompactorOptions
{
    /// <summary>The archive to compact: venue, prefix and limits.</summary>
    public KlineArchiveOptions Archive { get; set; } = new();

    /// <summary>Whether all versions of a bar are kept with their retrieval times. <see cref="KlineQuery.AsOf"/> and
    /// <see cref="KlineArchive.ReadVersionsAsync"/> then return the same as before.</summary>
    /// <value>Default true. The cost is small because few bars are revised. False keeps only the value that counts.</value>
    public bool KeepVersions { get; set; } = true;

    /// <summary>The zstd level, 1 to 19.</summary>
    /// <value>Default 19, which searches longer here than zstd's own level 19. A day of every listed symbol takes minutes to
    /// compress and is a third smaller than at level 3.</value>
    public int CompressionLevel { get; set; } = 19;

    /// <summary>The form of the stamps of the lines: <c>yyyy-MM-dd_HH:mm</c> or <c>yyyyMMddHHmm</c>, as the
    /// logger's option of that name.</summary>
    /// <value>Default <c>yyyy-MM-dd_HH:mm</c>.</value>
    public string StampFormat { get; set; } = Stamp.MinuteForm;

    /// <summary>Whether sessions are also compacted that are not over, or whose figures may still change. A logger continues to
    /// write objects there, so they must be compacted again later.</summary>
    /// <value>Default false.</value>
    public bool IncludeOpenSessions { get; set; }

    /// <summary>The retry policy for writes with an unknown outcome.</summary>
    /// <value>Default five attempts.</value>
    public RetryOptions Retry { get; set; } = new();

    internal KlineCompactorOptions Checked(OptionCheck check = default) => this with
    {
        Archive = check.Nested(Archive, (archive, inner) => archive.Checked(inner)),
        CompressionLevel = check.Within(CompressionLevel, 1, 19),
        StampFormat = check.StampFormat(StampFormat),
        Retry = check.Nested(Retry, (retry, inner) => retry.Checked(inner)),
    };
}
