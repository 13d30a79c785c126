using Rhetenor.Data.Core;

namespace Rhetenor.Data;

/// <summary>Options for reports on a <see cref="KlineArchive"/>.</summary>
public sealed record KlineReportOptions
{
    /// <summary>The maximum number of findings that are kept. All findings are counted.</summary>
    /// <value>Default 10,000.</value>
    public int MaxFindings { get; set; } = 10_000;

    internal KlineReportOptions Checked(OptionCheck check = default) => this with
    {
        MaxFindings = check.Within(MaxFindings, 0, int.MaxValue),
    };
}
