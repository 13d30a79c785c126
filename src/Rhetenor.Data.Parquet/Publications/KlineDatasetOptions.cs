using Rhetenor.Data.Core;
using Rhetenor.Data.Storage;

namespace Rhetenor.Data;

/// <summary>Options for a <see cref="KlineDataset"/>.</summary>
public sealed record KlineDatasetOptions
{
    private static readonly TimeSpan MostKept = TimeSpan.FromDays(3_660);

    /// <summary>The venue whose bars are published.</summary>
    /// <value>Default <see cref="Venue.Krx"/>.</value>
    public Venue Venue { get; set; } = Venue.Krx;

    /// <summary>The first part of every key.</summary>
    /// <value>Default <c>klines</c>.</value>
    public string Prefix { get; set; } = "klines";

    /// <summary>The first part of every key of daily bars (일봉). It must not be the one of minutes.</summary>
    /// <value>Default <c>days</c>.</value>
    public string DailyPrefix { get; set; } = "days";

    /// <summary>The number of rows after which a row group is ended. Row groups contain whole symbols, so that one symbol is in one
    /// row group of a month.</summary>
    /// <value>Default 24,576: three symbols that trade every minute of a month. Larger row groups make scans of all symbols faster, and
    /// reads of few symbols slower.</value>
    public int RowsPerGroup { get; set; } = 24_576;

    /// <summary>The number of rows after which a file is ended. A file is one object and must not exceed the limit of the store; a row
    /// takes 9 to 14 bytes.</summary>
    /// <value>Default 4,500,000: a month of every listed symbol takes five files of about 43 MB, and no file exceeds the 64 MiB that the
    /// stores of this library accept by default.</value>
    public int RowsPerFile { get; set; } = 4_500_000;

    /// <summary>Whether closed years are also published by symbol, in files that contain a symbol's whole year in one place. They take as
    /// much space again, and make reads of few symbols over years three times as fast.</summary>
    /// <value>Default false.</value>
    public bool YearFiles { get; set; }

    /// <summary>Whether sessions are also published that are not over, or whose figures may still change.</summary>
    /// <value>Default false.</value>
    public bool IncludeOpenSessions { get; set; }

    /// <summary>The time for which files stay after they were replaced. Readers of an earlier manifest may need them.</summary>
    /// <value>Default seven days.</value>
    public TimeSpan KeepSuperseded { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The number of files that are read at the same time.</summary>
    /// <value>Default 8.</value>
    public int Downloads { get; set; } = Defaults.Downloads;

    /// <summary>The retry policy for writes with an unknown outcome.</summary>
    /// <value>Default five attempts.</value>
    public RetryOptions Retry { get; set; } = new();

    internal KlineDatasetOptions Checked(OptionCheck check = default) => this with
    {
        Venue = check.Defined(Venue),
        Prefix = check.KeyPrefix(Prefix),
        DailyPrefix = check.Text(check.KeyPrefix(DailyPrefix), prefix => !$"{prefix}/".StartsWith($"{Prefix}/", StringComparison.Ordinal) && !$"{Prefix}/".StartsWith($"{prefix}/", StringComparison.Ordinal), $"another one than {nameof(Prefix)}, and not within it"),
        RowsPerGroup = check.Within(RowsPerGroup, 1, 1 << 20),
        RowsPerFile = check.Within(RowsPerFile, 1, 1 << 27),
        KeepSuperseded = check.Within(KeepSuperseded, TimeSpan.Zero, MostKept),
        Downloads = check.Within(Downloads, 1, 1_000),
        Retry = check.Nested(Retry, (retry, inner) => retry.Checked(inner)),
    };
}
