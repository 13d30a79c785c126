using Rhetenor.Data.Reports;

namespace Rhetenor.Data;

/// <summary>Reports as text and as a page for people, the same in every culture.</summary>
public static class ReportFormats
{
    /// <summary>Writes a catch-up report: one line of numbers, then the symbols that are not complete, grouped by reason, and the
    /// objects that could not be read.</summary>
    /// <param name="report">The report.</param>
    public static string ToText(this CatchUpReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return CatchUpText.Write(report);
    }

    /// <summary>Writes a coverage report as tables of fixed width: sessions, or months when there are many, the symbols that lack most,
    /// and the reasons, each with its symbols.</summary>
    /// <param name="report">The report.</param>
    public static string ToText(this CoverageReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return CoverageText.Write(report);
    }

    /// <summary>Writes a quality report: counts, then the first findings of each kind.</summary>
    /// <param name="report">The report.</param>
    public static string ToText(this QualityReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return QualityText.Write(report);
    }

    /// <summary>Writes a coverage report as a page: one HTML text that needs nothing else, for light and dark screens.</summary>
    /// <param name="report">The report.</param>
    /// <param name="quality">Is shown below; null for none.</param>
    public static string ToHtml(this CoverageReport report, QualityReport? quality = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        return CoverageHtml.Write(report, quality);
    }
}
