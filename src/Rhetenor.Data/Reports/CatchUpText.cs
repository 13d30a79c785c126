using System.Text;

namespace Rhetenor.Data.Reports;

/// <summary>Formats a catch-up report as text.</summary>
internal static class CatchUpText
{
    private const int MostProblems = 20;

    public static string Write(CatchUpReport report)
    {
        var text = new StringBuilder().Append(report).Append('\n');
        var open = report.Symbols.Where(outcome => outcome.State >= SymbolDayState.Open).Select(outcome => (outcome.Symbol, outcome.Reason));
        ReasonGroup.Write(text, ReasonGroup.Of(open), "symbol");
        CoverageText.Problems(text, report.Problems, MostProblems);
        return text.ToString();
    }
}
