using System.Text;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Reports;

/// <summary>Writes the part of the page with the quality findings.</summary>
internal static partial class CoverageHtml
{
    private const int MostOfAKind = 8;

    private static void Quality(StringBuilder html, CoverageReport coverage, QualityReport report)
    {
        Add(html, $"<section><h2>Bars to look at</h2><p>{report.Bars:N0} bars of {report.SymbolDays:N0} symbol days; {report.SymbolDays - report.WithoutLimits:N0} of these were compared with price limits. A finding need not be an error.</p>\n");
        if (report.Counts.Count == 0)
        {
            html.Append("<p>Nothing found.</p></section>\n");
            return;
        }

        html.Append("<div class=\"wide\"><table class=\"numbers\"><tr><th>what</th><th>symbol days</th><th>bars</th></tr>\n");
        foreach (var (kind, count) in report.Counts)
            Add(html, $"<tr><th>{kind.ToWords()}</th><td>{count.SymbolDays:N0}</td><td>{count.Bars:N0}</td></tr>\n");
        html.Append("</table></div>\n");
        foreach (var (kind, count) in report.Counts)
            Findings(html, coverage, report, kind, count);
        html.Append("</section>\n");
        Problems(html, report.Problems);
    }

    private static void Findings(StringBuilder html, CoverageReport coverage, QualityReport report, KlineFindingKind kind, KlineFindingCount count)
    {
        var some = report.Findings.Where(finding => finding.Kind == kind).Take(MostOfAKind).ToList();
        Add(html, $"<details{(kind == KlineFindingKind.Revised ? "" : " open")}><summary>{kind.ToWords()}</summary><div class=\"wide\"><table class=\"list\"><tr><th>date</th><th>minute</th><th>symbol</th><th>found</th><th>expected</th><th>bars</th></tr>\n");
        foreach (var finding in some)
            Add(html, $"<tr data-symbol=\"{Words(coverage, finding.Symbol)}\"><td>{finding.Date.ToText()}</td><td>{finding.Minute.ToTimeText()}</td><td>{Symbol(coverage, finding.Symbol)}</td><td>{Encode(finding.Found)}</td><td>{Encode(finding.Expected)}</td><td>{finding.Count:N0}</td></tr>\n");
        More(html, count.SymbolDays - some.Count, 6);
        html.Append("</table></div></details>\n");
    }
}
