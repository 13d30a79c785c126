using Rhetenor.Data.Reports;

namespace Rhetenor.Data;

/// <content>Formats reports as text and as an HTML page. The output is the same in every culture.</content>
public static partial class KlineExtensions
{
    /// <summary>Formats a catch-up report: one line of numbers, then the symbols that are not complete, grouped by reason, and the
    /// objects that could not be read.</summary>
    /// <param name="report">The report.</param>
    public static string ToText(this CatchUpReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return CatchUpText.Write(report);
    }

    /// <summary>Formats a coverage report as fixed-width tables: sessions, or months when there are many, the symbols that lack
    /// most, and the reasons with their symbols.</summary>
    /// <param name="report">The report.</param>
    public static string ToText(this CoverageReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return CoverageText.Write(report);
    }

    /// <summary>Formats a quality report: counts, then the first findings of each kind.</summary>
    /// <param name="report">The report.</param>
    public static string ToText(this QualityReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return QualityText.Write(report);
    }

    /// <summary>Formats a coverage report as a self-contained HTML page, for light and dark screens.</summary>
    /// <param name="report">The report.</param>
    /// <param name="quality">A quality report to show below; null for none.</param>
    public static string ToHtml(this CoverageReport report, QualityReport? quality = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        return CoverageHtml.Write(report, quality);
    }
}
