using System.Globalization;
using System.Text;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Reports;

/// <summary>Formats a catch-up report as text.</summary>
internal static class CatchUpText
{
    private const int MostProblems = 20;

    public static string Write(CatchUpReport report)
    {
        var text = new StringBuilder();
        foreach (var earlier in report.Earlier)
            text.Append(Write(earlier));
        text.Append(report).Append('\n');
        if (report.Symbols.Any(outcome => outcome.State == SymbolDayState.Open))
            text.Append(CultureInfo.InvariantCulture, $"complete so far; final after {report.Session.SettledAt.DateTime.ToMinuteText()} Korean time\n");
        var open = report.Symbols.Where(outcome => outcome.State >= SymbolDayState.Open).Select(outcome => (outcome.Symbol, outcome.Reason));
        ReasonGroup.Write(text, ReasonGroup.Of(open), "symbol");
        WitnessText.Write(text, report.Symbols.Select(outcome => (outcome.Symbol, outcome.State, outcome.Witnesses, outcome.Reason)), "symbol");
        CoverageText.Problems(text, report.Problems, MostProblems);
        return text.ToString();
    }
}
