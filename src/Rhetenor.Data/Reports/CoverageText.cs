using System.Globalization;
using System.Text;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Reports;

/// <summary>Formats a coverage report as text.</summary>
internal static class CoverageText
{
    private const int MostSessions = 66, MostSymbols = 20, MostOpenSessions = 20, MostProblems = 20;

    public static string Write(CoverageReport report)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"{report.Venue.ToWords()}, {report.From.ToText()} to {report.To.ToText()}, as of {report.Made.DateTime.ToMinuteText()} Korean time\n");
        text.Append(CultureInfo.InvariantCulture, $"{Texts.Count(report.Sessions.Count, "session")}, {Texts.Count(report.Symbols, "symbol")}: {SymbolDayStates.Sentence(report.Count)}\n");
        if (report.SymbolDays > 0)
            Periods(text, report);
        Symbols(text, report);
        Reasons(text, report);
        WitnessText.Write(text, report.Sessions.SelectMany(session => session.Symbols).Select(day => (day.Symbol, day.State, day.Witnesses, day.Reason)),
            report.Sessions.Count == 1 ? "symbol" : "symbol day");
        Problems(text, report.Problems, MostProblems);
        return text.ToString();
    }

    /// <summary>Lists objects that could not be read.</summary>
    public static void Problems(StringBuilder text, IReadOnlyList<StoreProblem> problems, int most)
    {
        if (problems.Count == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"\nobjects that cannot be read completely: {problems.Count:N0}\n");
        foreach (var problem in problems.Take(most))
            text.Append(CultureInfo.InvariantCulture, $"{problem.Key}\n    {problem.Message}\n");
        More(text, problems.Count - most);
    }

    private static void Periods(StringBuilder text, CoverageReport report)
    {
        var states = SymbolDayStates.All.Where(state => state == SymbolDayState.Complete || report.Count(state) > 0).ToList();
        var isShort = report.Sessions.Count <= MostSessions;
        Table(text.Append('\n'), isShort ? "session" : "month", states,
            [.. isShort ? report.Sessions.Select(CoverageDigest.Of) : CoverageDigest.Months(report), CoverageDigest.Sum("all", report.Sessions)]);
        var open = isShort ? [] : report.Sessions.Where(session => !session.IsFinal).ToList();
        if (open.Count == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"\n{Texts.Count(open.Count, "session")} not final:\n");
        Table(text, "session", states, [.. open.Take(MostOpenSessions).Select(CoverageDigest.Of)]);
        More(text, open.Count - MostOpenSessions);
    }

    private static void Table(StringBuilder text, string head, List<SymbolDayState> states, IEnumerable<CoveragePeriod> periods)
    {
        var table = new TextTable([head, .. states.Select(state => state.ToWords()), "bars"]);
        foreach (var period in periods)
            table.Add([period.Label, .. states.Select(state => Number(period.Counts[(int)state])), Number(period.Bars)]);
        table.Write(text);
    }

    private static void Symbols(StringBuilder text, CoverageReport report)
    {
        var open = CoverageDigest.OpenSymbols(report);
        if (open.Count == 0)
            return;
        text.Append(CultureInfo.InvariantCulture, $"\n{Texts.Count(open.Count, "symbol")} not final; those that lack most:\n");
        var table = new TextTable(["symbol", "first", "last", .. SymbolDayStates.NotFinal.Select(state => state.ToWords())]);
        foreach (var symbol in open.Take(MostSymbols))
        {
            table.Add([symbol.Symbol, symbol.First.ToText(), symbol.Last.ToText(),
                .. SymbolDayStates.NotFinal.Select(state => Number(symbol.Counts[(int)state]))]);
        }

        table.Write(text, left: 3);
        More(text, open.Count - MostSymbols);
    }

    private static void Reasons(StringBuilder text, CoverageReport report)
    {
        var reasons = CoverageDigest.Reasons(report);
        if (reasons.Count > 0)
            ReasonGroup.Write(text.Append("\nwhy:\n"), reasons, report.Sessions.Count == 1 ? "symbol" : "symbol day");
    }

    private static void More(StringBuilder text, int count)
    {
        if (count > 0)
            text.Append(CultureInfo.InvariantCulture, $"and {count:N0} more\n");
    }

    private static string Number(long count) => count == 0 ? "-" : count.ToString("N0", CultureInfo.InvariantCulture);
}
