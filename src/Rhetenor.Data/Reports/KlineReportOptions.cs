using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>Options for reports on a <see cref="KlineArchive"/>.</summary>
public sealed record KlineReportOptions
{
    /// <summary>How long after its end a minute is taken as over. As <see cref="KlineLoggerOptions.SettleMargin"/>.</summary>
    /// <value>Default 10 s.</value>
    public TimeSpan SettleMargin { get; set; } = Defaults.SettleMargin;

    /// <summary>The most findings that are kept as objects; all are counted.</summary>
    /// <value>Default 10,000.</value>
    public int MaxFindings { get; set; } = 10_000;

    internal KlineReportOptions Checked(OptionCheck check = default) => this with
    {
        SettleMargin = check.Within(SettleMargin, TimeSpan.Zero, OptionCheck.Day),
        MaxFindings = check.Within(MaxFindings, 0, int.MaxValue),
    };
}
