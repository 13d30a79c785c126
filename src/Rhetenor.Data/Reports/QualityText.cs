using System.Globalization;
using System.Text;
using Rhetenor.Data.Core;

namespace Rhetenor.Data.Reports;

/// <summary>Formats a quality report as text.</summary>
internal static class QualityText
{
    private const int MostOfAKind = 5, MostProblems = 20;

    /// <summary>Returns the meaning of a kind in a few words.</summary>
    public static string ToWords(this KlineFindingKind kind) => kind switch
    {
        KlineFindingKind.PriceOrder => "open or close outside of low and high",
        KlineFindingKind.ZeroPrice => "a price of 0",
        KlineFindingKind.ZeroVolume => "no share traded",
        KlineFindingKind.Repeated => "a minute twice in one object",
        KlineFindingKind.Revised => "revised by a later object",
        KlineFindingKind.OutsideSession => "outside of trading hours",
        KlineFindingKind.ClosedDay => "on a closed day",
        KlineFindingKind.PriceLimit => "beyond the day's price limits",
        KlineFindingKind.AccVolume => "acc_vol is not the sum of the volumes",
        KlineFindingKind.AccVolumeFell => "acc_vol fell",
        KlineFindingKind.DailyBar => "the daily bar is another",
        KlineFindingKind.DailyBarOffHours => "the daily bar has more shares, traded off-hours",
        KlineFindingKind.DailyBarAdjusted => "minutes adjusted for a later split, the daily bar is not",
        _ => "acc_value does not fit the bar",
    };

    public static string Write(QualityReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{report.Venue.ToWords()}, {report.From.ToText()} to {report.To.ToText()}: ");
        text.Append(CultureInfo.InvariantCulture, $"{report.Bars:N0} bars of {report.SymbolDays:N0} symbol days checked\n");
        text.Append(CultureInfo.InvariantCulture, $"{report.SymbolDays - report.WithoutLimits:N0} symbol days compared with price limits\n");
        if (report.Counts.Count == 0)
            text.Append("nothing found\n");
        else
            Findings(text, report);
        CoverageText.Problems(text, report.Problems, MostProblems);
        return text.ToString();
    }

    private static void Findings(StringBuilder text, QualityReport report)
    {
        var table = new TextTable("to look at", "symbol days", "bars");
        foreach (var (kind, count) in report.Counts)
            table.Add(kind.ToWords(), Number(count.SymbolDays), Number(count.Bars));
        table.Write(text.Append('\n'));
        foreach (var (kind, count) in report.Counts)
        {
            var some = report.Findings.Where(finding => finding.Kind == kind).Take(MostOfAKind).ToList();
            text.Append(CultureInfo.InvariantCulture, $"\n{kind.ToWords()}{(some.Count < count.SymbolDays ? $", {some.Count} of {Number(count.SymbolDays)} symbol days" : "")}\n");
            foreach (var finding in some)
            {
                text.Append(CultureInfo.InvariantCulture,
                    $"  {finding.Date.ToText()} {finding.Minute.ToTimeText()} {finding.Symbol}: {finding.Found}; expected {finding.Expected}{(finding.Count > 1 ? $"; {Number(finding.Count)} bars" : "")}\n");
            }
        }
    }

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
