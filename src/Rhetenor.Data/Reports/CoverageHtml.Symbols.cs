using System.Globalization;
using System.Text;
using Rhetenor.Data.Core;
using Rhetenor.Data.Klines;

namespace Rhetenor.Data.Reports;

/// <summary>Writes the parts of the page with days and symbols.</summary>
internal static partial class CoverageHtml
{
    private const int GridSessions = 31, GridCells = 2_500, Classes = 5;

    private static bool HasGrid(CoverageReport report) => report.Sessions.Count <= GridSessions && report.SymbolDays <= GridCells;

    // Months of weeks, Monday first. Each session shows the percentage of complete symbols.
    private static void Calendar(StringBuilder html, CoverageReport report)
    {
        html.Append("<section><h2>Calendar</h2><p>The percentage of symbols that are final. A grey day had no session.</p><p class=\"legend\">");
        foreach (var (label, level) in (IEnumerable<(string, int)>)[("0", 0), ("below 50", 1), ("below 90", 2), ("below 100", 3), ("100", 4)])
            Add(html, $"<span class=\"h{level}\">{label} %</span>");
        html.Append("</p><div class=\"months\">\n");
        foreach (var month in report.Sessions.GroupBy(session => (session.Session.Date.Year, session.Session.Date.Month)))
            Month(html, report, new DateOnly(month.Key.Year, month.Key.Month, 1), month.ToDictionary(session => session.Session.Date));
        html.Append("</div></section>\n");
    }

    private static void Month(StringBuilder html, CoverageReport report, DateOnly first, Dictionary<DateOnly, SessionCoverage> sessions)
    {
        var last = first.AddMonths(1).AddDays(-1);
        var days = sessions.Keys.Any(date => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) ? 7 : 5;
        Add(html, $"<table class=\"month\"><caption>{first.ToMonthText()}</caption><tr>");
        foreach (var name in (IEnumerable<string>)["Mo", "Tu", "We", "Th", "Fr", .. days == 7 ? ["Sa", "Su"] : (string[])[]])
            Add(html, $"<th>{name}</th>");
        html.Append("</tr>\n");
        for (var monday = first.AddDays(-(((int)first.DayOfWeek + 6) % 7)); monday <= last; monday = monday.AddDays(7))
        {
            var week = Enumerable.Range(0, days).Select(monday.AddDays).ToList();
            if (!week.Exists(date => date >= first && date <= last && date >= report.From && date <= report.To))
                continue;
            html.Append("<tr>");
            foreach (var date in week)
            {
                if (date < first || date > last)
                    html.Append("<td></td>");
                else if (sessions.TryGetValue(date, out var session))
                    Day(html, session);
                else
                    Add(html, $"<td class=\"closed\"><i>{date.Day}</i></td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</table>\n");
    }

    private static void Day(StringBuilder html, SessionCoverage session)
    {
        var share = session.Symbols.Count == 0 ? 0 : (double)session.Final / session.Symbols.Count;
        var level = share switch { 0 => 0, < 0.5 => 1, < 0.9 => 2, < 1 => 3, _ => Classes - 1 };
        Add(html, $"<td class=\"h{level}\" title=\"{session.Session.Date.ToText()}: {SymbolDayStates.Sentence(session.Count)}\"><i>{session.Session.Date.Day}</i><b>{(int)Math.Floor(share * 100)}</b></td>");
    }

    private static void Grid(StringBuilder html, CoverageReport report)
    {
        html.Append("<section><h2>Symbols</h2><p>The number of stored bars, and the letter of a state that is not complete.</p>\n");
        Filter(html);
        html.Append("<div class=\"wide\"><table class=\"grid\"><tr><th></th>");
        foreach (var session in report.Sessions)
            Add(html, $"<th>{session.Session.Date.ToText()[5..]}<br><small>{session.Session.Date.ToDayText()[^3..]}</small></th>");
        html.Append("</tr>\n");
        for (var i = 0; i < report.Symbols; i++)
        {
            var symbol = report.Sessions[0].Symbols[i].Symbol;
            Add(html, $"<tr data-symbol=\"{Words(report, symbol)}\"><th>{Symbol(report, symbol)}</th>");
            foreach (var session in report.Sessions)
            {
                var day = session.Symbols[i];
                var title = $" title=\"{(day.IsFinal ? WitnessText.Words(day.State, day.Witnesses) : day.State.ToWords())}{Through(day)}{Encode(day.Reason is null ? "" : ": " + day.Reason)}\"";
                Add(html, $"<td class=\"{Class(day.State)}\"{title}>{(day.State == SymbolDayState.Complete ? "" : Letter(day.State))}{(day.Bars > 0 ? $" {day.Bars}" : "")}</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</table></div></section>\n");
    }

    private static void OpenSymbols(StringBuilder html, CoverageReport report)
    {
        var open = CoverageDigest.OpenSymbols(report);
        if (open.Count == 0)
            return;
        Add(html, $"<section><h2>Symbols that lack most</h2><p>{Texts.Count(open.Count, "symbol")} not final.</p>\n");
        Filter(html);
        html.Append("<div class=\"wide\"><table class=\"numbers\">");
        Add(html, $"<tr><th>symbol</th><th></th>{string.Concat(SymbolDayStates.NotFinal.Select(state => $"<th>{state.ToWords()}</th>"))}<th>first</th><th>last</th></tr>\n");
        foreach (var symbol in open.Take(MostSymbols))
        {
            Add(html, $"<tr data-symbol=\"{Words(report, symbol.Symbol)}\"><th>{Symbol(report, symbol.Symbol)}</th><td><span class=\"bar\" role=\"img\" aria-label=\"{symbol.Open} sessions not final\">");
            foreach (var state in SymbolDayStates.All.Where(state => symbol.Counts[(int)state] > 0))
                Add(html, $"<i class=\"{Class(state)}\" style=\"flex:{symbol.Counts[(int)state]}\"></i>");
            html.Append("</span></td>");
            foreach (var state in SymbolDayStates.NotFinal)
                Add(html, $"<td>{Number(symbol.Counts[(int)state])}</td>");
            Add(html, $"<td>{symbol.First.ToText()}</td><td>{symbol.Last.ToText()}</td></tr>\n");
        }

        More(html, open.Count - MostSymbols, 4 + SymbolDayStates.NotFinal.Count);
        html.Append("</table></div></section>\n");
    }

    private static string Through(SymbolDay day) =>
        day.Through is { } through && !day.IsFinal ? string.Create(CultureInfo.InvariantCulture, $" through {through.ToTimeText()}") : "";
}
